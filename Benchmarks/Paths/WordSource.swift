import Foundation
import Probability

/// Random words for programs that test them, written to standard output until nobody reads on.
enum WordSource: String {
  /// Streams one after the other, each with 2²⁰ words.
  case streams
  /// The words by the block that start from a stream, 2²⁰ of each name.
  case lanes
  /// The first two words of streams whose names differ in one number alone, as most draws use them.
  case names

  private static let chunk = 1 << 14

  /// Writes words as the machine has them in memory.
  func write() {
    var buffer = [UInt64](repeating: 0, count: Self.chunk)
    var block = 0
    while true {
      var stream = Stream(
        seed: 20_261, replication: block / 64, purpose: .init(rawValue: 1), period: block % 64)
      switch self {
      case .streams:
        for _ in 0..<64 where !fill(&buffer, { stream.next() }) { return }
      case .lanes:
        var lanes = LaneWords(from: &stream)
        for _ in 0..<64 {
          buffer.withUnsafeMutableBufferPointer { lanes.fill($0) }
          if !Self.write(buffer) { return }
        }
      case .names:
        var number = 0
        var one = stream
        let isOver = fill(&buffer) {
          if number % 2 == 0 {
            one = Stream(
              seed: 20_261, replication: block, purpose: .init(rawValue: 1), cohort: number / 2)
          }
          number += 1
          return one.next()
        }
        if !isOver { return }
      }
      block += 1
    }
  }

  /// Fills a buffer and writes it; false where nobody reads it.
  private func fill(_ buffer: inout [UInt64], _ next: () -> UInt64) -> Bool {
    for place in buffer.indices { buffer[place] = next() }
    return Self.write(buffer)
  }

  private static func write(_ buffer: [UInt64]) -> Bool {
    buffer.withUnsafeBytes { bytes in
      var left = bytes[...]
      while !left.isEmpty {
        let written = Foundation.write(STDOUT_FILENO, Array(left), left.count)
        guard written > 0 else { return false }
        left = left.dropFirst(written)
      }
      return true
    }
  }
}
