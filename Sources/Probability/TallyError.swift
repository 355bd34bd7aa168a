/// What is wrong with a tally that was read from a file.
public enum TallyError: Error, Hashable, Sendable {
  /// The words end too early, or go on when all is read.
  case wrongLength
  /// The words are those of something else.
  case unknownForm
  /// The part that this names contradicts the others.
  case inconsistent(String)
}
