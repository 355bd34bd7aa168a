import RealModule

/// The discrete Fourier transform of a real sequence whose length is a power of two.
///
/// The sign is that of a characteristic function, so that the transform of masses is one:
///
///     X(k) = Σⱼ x(j) e^(2πijk/n)        x(j) = 1/n Σₖ X(k) e^(−2πijk/n)        k = 0 … n/2
///
/// The sequence is packed into a complex one of half the length and goes through radix 2 in place.
/// With u = 2⁻⁵³, the error of a transform is at most about 7u·log₂n of the result in the Euclidean
/// norm (Theorem 24.2 there, with twiddle factors that are right to 2u).
///
/// > N. J. Higham. *Accuracy and Stability of Numerical Algorithms*, 2nd edition, chapter 24.
/// > SIAM, 2002. doi:[10.1137/1.9780898718027](https://doi.org/10.1137/1.9780898718027)
struct Transform: Sendable {
  /// The half spectrum of a real sequence.
  struct Spectrum: Sendable {
    /// The real parts at 0 … n/2.
    var real: [Double]
    /// The imaginary parts at 0 … n/2.
    var imaginary: [Double]
  }

  /// The length of the real sequence.
  let count: Int
  /// sin(πk/n) at k = 0 … n.
  let sines: [Double]
  /// For each stage with `half` butterflies a block, e^(πij/half) at `half − 1 + j`.
  private let twiddleReal: [Double]
  private let twiddleImaginary: [Double]

  /// The most rounding can take from a result, as a part of its Euclidean norm.
  var relativeError: Double { 7 * 0x1p-53 * Double(count.trailingZeroBitCount + 2) }

  /// A transform of this length.
  ///
  /// - Precondition: `count` is a power of two, at least 4.
  /// - Complexity: O(*n*) sines.
  init(count: Int) {
    precondition(count >= 4 && count & (count - 1) == 0, "\(count) is no power of two from 4 up")
    self.count = count
    var sines = [Double](repeating: 0, count: count + 1)
    for k in 0...count / 4 {
      // Octants: a sine up to π/4, a cosine above, so that the two stay consistent.
      let angle = Double.pi * Double(k) / Double(count)
      let (s, c) = (Double.sin(angle), Double.cos(angle))
      sines[k] = s
      sines[count - k] = s
      sines[count / 2 - k] = c
      sines[count / 2 + k] = c
    }
    self.sines = sines
    var real: [Double] = []
    var imaginary: [Double] = []
    real.reserveCapacity(count / 2)
    imaginary.reserveCapacity(count / 2)
    var half = 1
    while half < count / 2 {
      let stride = count / half
      for j in 0..<half {
        let turn = j * stride  // in units of π/n, below n
        let quarter = turn + count / 2
        real.append(quarter <= count ? sines[quarter] : -sines[quarter - count])
        imaginary.append(sines[turn])
      }
      half *= 2
    }
    twiddleReal = real
    twiddleImaginary = imaginary
  }

  /// sin(2πk/n) for any k from 0.
  @inline(__always)
  func sine(_ k: Int) -> Double {
    let turn = 2 * (k & (count - 1))
    return turn <= count ? sines[turn] : -sines[turn - count]
  }

  /// cos(2πk/n) for any k from 0.
  @inline(__always)
  func cosine(_ k: Int) -> Double {
    let turn = (2 * (k & (count - 1)) + count / 2) & (2 * count - 1)
    return turn <= count ? sines[turn] : -sines[turn - count]
  }

  /// 1 − cos(2πk/n) for any k from 0, to full relative accuracy.
  @inline(__always)
  func versine(_ k: Int) -> Double {
    let s = sines[k & (count - 1)]
    return 2 * s * s
  }

  /// The spectrum of a real sequence, padded with zeros to the length.
  ///
  /// - Precondition: `sequence` is no longer than `count`.
  /// - Complexity: O(*n* log *n*).
  func spectrum(of sequence: [Double]) -> Spectrum {
    precondition(sequence.count <= count, "a sequence should fit the transform")
    let half = count / 2
    var real = [Double](repeating: 0, count: half)
    var imaginary = real
    for (index, value) in sequence.enumerated() {
      if index & 1 == 0 { real[index / 2] = value } else { imaginary[index / 2] = value }
    }
    transform(&real, &imaginary)
    var result = Spectrum(
      real: [Double](repeating: 0, count: half + 1),
      imaginary: [Double](repeating: 0, count: half + 1))
    for k in 0...half {
      let (a, b) = (k & (half - 1), (half - k) & (half - 1))
      let (er, ei) = (0.5 * (real[a] + real[b]), 0.5 * (imaginary[a] - imaginary[b]))
      let (or, oi) = (0.5 * (imaginary[a] + imaginary[b]), -0.5 * (real[a] - real[b]))
      let (c, s) = (cosine(k), sine(k))
      result.real[k] = er + c * or - s * oi
      result.imaginary[k] = ei + c * oi + s * or
    }
    return result
  }

  /// The real sequence of a half spectrum.
  ///
  /// - Precondition: The spectrum has n/2 + 1 entries.
  /// - Complexity: O(*n* log *n*).
  func sequence(of spectrum: Spectrum) -> [Double] {
    let half = count / 2
    precondition(spectrum.real.count == half + 1, "a half spectrum has n/2 + 1 entries")
    var real = [Double](repeating: 0, count: half)
    var imaginary = real
    for k in 0..<half {
      let (xr, xi) = (spectrum.real[k], spectrum.imaginary[k])
      let (yr, yi) = (spectrum.real[half - k], -spectrum.imaginary[half - k])
      let (er, ei) = (0.5 * (xr + yr), 0.5 * (xi + yi))
      let (dr, di) = (0.5 * (xr - yr), 0.5 * (xi - yi))
      let (c, s) = (cosine(k), -sine(k))
      let (or, oi) = (c * dr - s * di, c * di + s * dr)
      real[k] = er - oi
      imaginary[k] = ei + or
    }
    // Exchanging the parts before and after turns the sign of the exponent.
    transform(&imaginary, &real)
    let scale = 1 / Double(half)
    return [Double](unsafeUninitializedCapacity: count) { buffer, filled in
      for j in 0..<half {
        buffer[2 * j] = scale * real[j]
        buffer[2 * j + 1] = scale * imaginary[j]
      }
      filled = count
    }
  }

  /// The complex transform of length n/2 in place, with e^(+2πijk/(n/2)).
  private func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    let length = count / 2
    Self.reverseBits(&real, &imaginary)
    real.withUnsafeMutableBufferPointer { re in
      imaginary.withUnsafeMutableBufferPointer { im in
        twiddleReal.withUnsafeBufferPointer { wr in
          twiddleImaginary.withUnsafeBufferPointer { wi in
            var half = 1
            while half < length {
              var start = 0
              while start < length {
                for j in 0..<half {
                  let (low, high, w) = (start + j, start + half + j, half - 1 + j)
                  let tr = re[high] * wr[w] - im[high] * wi[w]
                  let ti = re[high] * wi[w] + im[high] * wr[w]
                  (re[high], im[high]) = (re[low] - tr, im[low] - ti)
                  (re[low], im[low]) = (re[low] + tr, im[low] + ti)
                }
                start += 2 * half
              }
              half *= 2
            }
          }
        }
      }
    }
  }

  /// Puts entry k where the bits of k read backwards.
  private static func reverseBits(_ real: inout [Double], _ imaginary: inout [Double]) {
    let length = real.count
    var reversed = 0
    for index in 1..<length {
      var bit = length >> 1
      while reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
      if index < reversed {
        real.swapAt(index, reversed)
        imaginary.swapAt(index, reversed)
      }
    }
  }
}

/// Transforms made once for each length.
struct TransformShelf {
  private var byCount: [Int: Transform] = [:]

  /// The transform of this length, from the shelf or newly made.
  mutating func transform(count: Int) -> Transform {
    if let known = byCount[count] { return known }
    let made = Transform(count: count)
    byCount[count] = made
    return made
  }

  /// The least power of two that is at least `count` and 8.
  static func roundedUp(_ count: Int) -> Int {
    count <= 8 ? 8 : 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
  }
}
