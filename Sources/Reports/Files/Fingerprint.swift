/// A short name for a content, to see whether two results are the same.
///
/// It finds accidents, not forgeries: FNV-1a is not a cryptographic hash.
///
/// > G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake. "The FNV Non-Cryptographic Hash Algorithm."
/// > Internet-Draft draft-eastlake-fnv, section 2, 64-bit FNV-1a.
public enum Fingerprint {
  /// The 64-bit FNV-1a hash of a text's UTF-8, as `fnv1a64:` and 16 hexadecimal digits.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public static func of(_ text: String) -> String { named(absorbing(text.utf8, into: offset)) }

  /// The hash of files with their names, in the order of the names.
  static func of(_ files: [ResultFile]) -> String {
    named(
      files.sorted { $0.name < $1.name }.reduce(offset) { hash, file in
        // A byte of 0, which no text holds as such, ends the name and the contents.
        let name = absorbing(CollectionOfOne(0), into: absorbing(file.name.utf8, into: hash))
        return absorbing(CollectionOfOne(0), into: absorbing(file.contents.utf8, into: name))
      })
  }

  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  private static func absorbing(_ bytes: some Sequence<UInt8>, into hash: UInt64) -> UInt64 {
    bytes.reduce(hash) { ($0 ^ UInt64($1)) &* prime }
  }

  private static func named(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
