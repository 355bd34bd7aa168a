import Dispatch
import Foundation
import Synchronization

/// How a run ends on Ctrl-C, on a polite `kill` and when its terminal closes.
///
/// All output is written beside its place first and then renamed. So ending is simple and prompt,
/// however busy the simulation is: unfinished files are removed, and the program exits with 128
/// and the signal's number (130 for Ctrl-C, 143 for `kill`), as shells expect.
enum Interruption {
  /// What would be left behind: files first, then the folders that were made for them.
  private struct Leftovers {
    var files: Set<String> = []
    var folders: [String] = []

    mutating func remove() {
      for file in files { unlink(file) }
      for folder in folders.reversed() { rmdir(folder) }
      files = []
      folders = []
    }
  }

  private static let leftovers = Mutex(Leftovers())

  /// Starts to watch for signals.
  ///
  /// A signal that was ignored when the program started, as under `nohup`, stays ignored. A broken
  /// pipe is no signal here: a write that fails says so.
  static func watch() {
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      signal(number, SIG_IGN)
      // Dispatch guards its sources itself. The handler keeps its source alive, to the end.
      nonisolated(unsafe) let source =
        DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        _ = source
        end(by: number)
      }
      source.resume()
    }
  }

  /// Makes a file known that is to be removed when the program is interrupted.
  static func willWrite(_ file: String) {
    leftovers.withLock { $0.files.formUnion([file]) }
  }

  /// Makes a folder known that is to be removed when the program is interrupted, if it is empty.
  static func didCreate(folder: String) { leftovers.withLock { $0.folders.append(folder) } }

  /// Removes the files that are still unfinished, and the folders made for them that are empty.
  static func cleanUp() { leftovers.withLock { $0.remove() } }

  /// Makes known that a file is finished and stays.
  static func didWrite(_ file: String) { leftovers.withLock { $0.files.subtract([file]) } }

  /// Removes a file that will not be finished.
  static func remove(_ file: String) {
    leftovers.withLock { leftovers in
      unlink(file)
      leftovers.files.remove(file)
    }
  }

  /// Renames files into place and removes others, as one step, which no signal divides.
  ///
  /// - Returns: The first target that could not be renamed, or `nil` if all were.
  static func putInPlace(_ moves: [(from: String, to: String)], removing obsolete: [String])
    -> String?
  {
    leftovers.withLock { leftovers in
      for move in moves {
        guard rename(move.from, move.to) == 0 else { return move.to }
        leftovers.files.remove(move.from)
      }
      for file in obsolete { unlink(file) }
      leftovers.folders = []
      return nil
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      let handler = action.__sigaction_u.__sa_handler
    #else
      let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func end(by number: Int32) -> Never {
    // The lock is never released: whoever is about to rename files waits until the process is gone.
    leftovers.withLock { leftovers in
      leftovers.remove()
      Console.finishLine()
      _exit(128 + number)
    }
  }
}
