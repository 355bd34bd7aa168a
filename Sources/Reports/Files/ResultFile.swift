/// A file of the result folder.
public struct ResultFile: Equatable, Sendable {
  /// The name, without a folder.
  public let name: String
  /// What stands in it.
  public let contents: String

  /// A file of a name and its contents.
  public init(name: String, contents: String) {
    self.name = name
    self.contents = contents
  }
}
