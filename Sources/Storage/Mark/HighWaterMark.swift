public import Files
internal import Glibc
internal import TransparencyLog

/// The newest checkpoint a ledger gave out, in a file outside its database.
///
/// A database that was restored from an older copy looks sound by itself. Held against this file it shows, and nothing
/// is signed that contradicts what others may hold. // Format §7
///
/// The file has two slots, written in turn and in place, so that noting a checkpoint costs one wait for the disk. A
/// write that is cut short spoils its own slot and leaves the other, which is one batch behind: no receipt was given for
/// that batch, since receipts come after the sync.
public struct HighWaterMark: Sendable {
  public var path: FilePath { file.path }
  private let file: NoteFile

  private static let slotCount = 2
  private static let byteCount = slotCount * MarkSlot.byteCount

  public init(path: some FileNaming) {
    file = NoteFile(path: path.filePath, holding: "the high-water mark")
  }

  /// The checkpoint note, or nil when none was given out yet; a failure says this of the entries.
  public func read(_ outcome: StorageError.Outcome = .notCommitted) throws(StorageError) -> [UInt8]? {
    try Self.knowing(outcome) { () throws(StorageError) in
      guard let bytes = try file.read(outcome) else { return nil }
      return try Self.note(in: bytes)
    }
  }

  /// The same for whoever is about to write, and has written nothing yet: what is read is durable first.
  ///
  /// A process that ended before its sync may have left a slot in the kernel's memory alone. Were the other slot written
  /// next and the power cut meanwhile, neither would be whole.
  public func readDurably() throws(StorageError) -> [UInt8]? {
    try file.settle()
    return try read()
  }

  /// The note that the bytes of such a file hold; bytes without slots are a note by themselves.
  ///
  /// Throws when the file has slots and none of them is sound: whatever was noted there is lost.
  public static func note(in bytes: [UInt8]) throws(StorageError) -> [UInt8] {
    guard let slots = try slots(in: bytes) else { return bytes }
    guard let newest = slots.newest else { throw damaged }
    return newest.slot.note
  }

  /// Notes a newer checkpoint; when it returns, the note is durable.
  ///
  /// Whoever writes holds the ledger's lock, has read what was noted before, and has committed the entries: whatever
  /// fails here says so.
  public func write(_ note: [UInt8]) throws(StorageError) {
    try Self.knowing(.committed) { () throws(StorageError) in try put(note) }
  }

  /// Lets whatever fails say what is true of the entries, which only the caller knows.
  private static func knowing<Answer>(
    _ outcome: StorageError.Outcome, _ body: () throws(StorageError) -> Answer
  ) throws(StorageError) -> Answer {
    do throws(StorageError) {
      return try body()
    } catch {
      var error = error
      error.outcome = outcome
      throw error
    }
  }

  private func put(_ note: [UInt8]) throws(StorageError) {
    guard let opened = try openToWrite() else { return try replace(with: note) }
    let bytes: [UInt8]
    do throws(FileFault) {
      // One byte more than a file with slots has, to see that it is longer.
      bytes = try file.contents(of: opened, upTo: Self.byteCount + 1)
    } catch {
      throw file.failure("written", error)
    }
    guard let slots = try Self.slots(in: bytes), note.count <= MarkSlot.capacity else {
      return try replace(with: note)
    }
    guard let newest = slots.newest, newest.slot.number < .max else { throw Self.damaged }
    let next = MarkSlot(number: newest.slot.number + 1, note: note)
    let place = (newest.place + 1) % Self.slotCount * MarkSlot.byteCount
    let slot = try next.bytes()
    do throws(SystemFailure) {
      try opened.write(slot, at: UInt64(place))
    } catch {
      throw file.failure("written", .system(error))
    }
    guard fdatasync(opened.number) == 0 else { throw file.failure("synced", .system(SystemFailure())) }
  }

  /// The file, nil when there is none yet.
  private func openToWrite() throws(StorageError) -> FileDescriptor? {
    do throws(FileFault) {
      return try file.open(writing: true)
    } catch {
      guard error.isMissing else { throw file.failure("written", error) }
      return nil
    }
  }

  /// Makes the file anew, at its full length, so that later writes change no more than one slot.
  private func replace(with note: [UInt8]) throws(StorageError) {
    guard note.count <= MarkSlot.capacity else { return try file.replace(with: note) }
    var bytes = try MarkSlot(number: 1, note: note).bytes()
    bytes.append(contentsOf: [UInt8](repeating: UInt8(ascii: "\n"), count: MarkSlot.byteCount))
    try file.replace(with: bytes)
  }

  private struct Slots {
    var newest: (place: Int, slot: MarkSlot)?
  }

  /// The slots of a file; nil for one that is a note by itself, as earlier versions and very long notes have it.
  private static func slots(in bytes: [UInt8]) throws(StorageError) -> Slots? {
    guard bytes.count == byteCount else { return nil }
    // The slot that says it is newer first: where it is sound, nothing depends on the other.
    let ranges = (0..<slotCount).map { ($0 * MarkSlot.byteCount)..<(($0 + 1) * MarkSlot.byteCount) }
    let numbers = ranges.map { MarkSlot.number(in: bytes[$0]) ?? 0 }
    for place in (0..<slotCount).sorted(by: { numbers[$0] > numbers[$1] }) {
      if let slot = try MarkSlot(bytes[ranges[place]]) { return Slots(newest: (place, slot)) }
    }
    if ranges.contains(where: { MarkSlot.isOfFormatZero(bytes[$0]) }) { throw ofFormatZero }
    return isNote(bytes) ? nil : Slots()
  }

  private static func isNote(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try Note(bytes)
      return true
    } catch {
      return false  // then the slots are what is wrong with it
    }
  }

  private static var ofFormatZero: StorageError {
    StorageError(
      .versionZero, "the high-water mark is that of a ledger of version 0, which this program does not read",
      hint: "keep it with that ledger, and give this one a mark of its own: --high-water PATH")
  }

  private static var damaged: StorageError {
    StorageError(
      .damaged, "the high-water mark is damaged: neither of its two slots is sound",
      hint: "find out what damaged it, and hold the ledger against the newest checkpoint that anybody has")
  }
}
