/// A large value that many hold and nobody changes.
///
/// Each holder has a reference, so that moving a holder moves a word and not the value.
final class Shared<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
