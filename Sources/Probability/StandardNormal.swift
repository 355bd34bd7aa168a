import RealModule

/// The normal law of mean 0 and variance 1, the functions Φ and φ of textbooks.
enum StandardNormal {
  /// φ(z) = e^(−z²/2) / √(2π).
  static func density(_ z: Double) -> Double {
    .exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
  }

  /// Φ(z), accurate in the lower tail.
  static func cumulative(_ z: Double) -> Double { GSL.normalP(z) }

  /// 1 − Φ(z), accurate in the upper tail.
  static func survival(_ z: Double) -> Double { GSL.normalQ(z) }

  /// The z with Φ(z) = p, to about 1 part in 10¹⁶, for p from 0 to 1.
  ///
  /// Routine PPND16, its letters as in the paper, whose coefficients are in ``PPND16``.
  ///
  /// > M. J. Wichura. "Algorithm AS 241: The percentage points of the normal distribution."
  /// > *Applied Statistics* 37 (1988), 477–484. doi:[10.2307/2347330](https://doi.org/10.2307/2347330)
  static func quantile(_ p: Double) -> Double {
    let q = p - 0.5
    if abs(q) <= PPND16.split1 {
      let r = PPND16.const1 - q * q
      return q * ratio(PPND16.a, PPND16.b, r)
    }
    let tail = q < 0 ? p : 1 - p
    if tail <= 0 { return q < 0 ? -.infinity : .infinity }
    var r = (-Double.log(tail)).squareRoot()
    let z: Double
    if r <= PPND16.split2 {
      r -= PPND16.const2
      z = ratio(PPND16.c, PPND16.d, r)
    } else {
      r -= PPND16.split2
      z = ratio(PPND16.e, PPND16.f, r)
    }
    return q < 0 ? -z : z
  }

  /// A draw by inversion.
  ///
  /// One word a draw, so that streams which share it stay in step, and rising with its uniform, so
  /// that scenarios which share the stream are coupled as tightly as can be. Both are lost with the
  /// polar method or the ziggurat.
  static func sample(using stream: inout Stream) -> Double { quantile(stream.uniform()) }

  /// The ratio of two polynomials of degree 7, by Horner's rule.
  @inline(__always)
  private static func ratio(_ n: SIMD8<Double>, _ d: SIMD8<Double>, _ r: Double) -> Double {
    let top = ((((((n[7] * r + n[6]) * r + n[5]) * r + n[4]) * r + n[3]) * r + n[2]) * r + n[1])
    let low = ((((((d[7] * r + d[6]) * r + d[5]) * r + d[4]) * r + d[3]) * r + d[2]) * r + d[1])
    return (top * r + n[0]) / (low * r + d[0])
  }
}

/// The constants of routine PPND16, lowest power first.
private enum PPND16 {
  static let split1 = 0.425
  static let split2 = 5.0
  static let const1 = 0.180625
  static let const2 = 1.6

  static let a = SIMD8(
    3.387_132_872_796_366_608_0, 133.141_667_891_784_377_45, 1_971.590_950_306_551_442_7,
    13_731.693_765_509_461_125, 45_921.953_931_549_871_457, 67_265.770_927_008_700_853,
    33_430.575_583_588_128_105, 2_509.080_928_730_122_672_7)
  static let b = SIMD8(
    1, 42.313_330_701_600_911_252, 687.187_007_492_057_908_30, 5_394.196_021_424_751_107_7,
    21_213.794_301_586_595_867, 39_307.895_800_092_710_610, 28_729.085_735_721_942_674,
    5_226.495_278_852_854_561_0)
  static let c = SIMD8(
    1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_90, 5.769_497_221_460_691_405_50,
    3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_770,
    0.022_723_844_989_269_184_583_3, 7.745_450_142_783_414_076_40e-4)
  static let d = SIMD8(
    1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_40, 0.689_767_334_985_100_004_550,
    0.148_103_976_427_480_074_590, 0.015_198_666_563_616_457_196_6,
    5.475_938_084_995_344_946_00e-4, 1.050_750_071_644_416_843_24e-9)
  static let e = SIMD8(
    6.657_904_643_501_103_777_20, 5.463_784_911_164_114_369_90, 1.784_826_539_917_291_335_80,
    0.296_560_571_828_504_891_230, 0.026_532_189_526_576_123_093_0,
    1.242_660_947_388_078_438_60e-3, 2.711_555_568_743_487_578_15e-5,
    2.010_334_399_292_288_132_65e-7)
  static let f = SIMD8(
    1, 0.599_832_206_555_887_937_690, 0.136_929_880_922_735_805_310,
    0.014_875_361_290_850_614_852_5, 7.868_691_311_456_132_591_00e-4,
    1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
    2.044_263_103_389_939_785_64e-15)
}
