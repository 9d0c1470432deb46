#if LIBFUZZER
  import Fixtures
  import Glibc

  // The three functions that libFuzzer calls. Its own options come on the command line; which harness it is comes in the
  // environment, since libFuzzer takes every word without a dash for a folder.

  /// The harness of this process; `list` prints all of them and ends it.
  nonisolated(unsafe) private var chosen: Harness?

  @_cdecl("LLVMFuzzerInitialize")
  public func initialize(
    _ count: UnsafeMutablePointer<CInt>?,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
  ) -> CInt {
    let name = getenv("PLEDGEBOOK_FUZZ").map { String(cString: $0) } ?? ""
    if name == "list" {
      for harness in Harness.all { print(harness.name, harness.largest) }
      exit(0)
    }
    chosen = Harness.named(name)
    if chosen == nil {
      print("PLEDGEBOOK_FUZZ names no harness: \(name)")
      exit(2)
    }
    return 0
  }

  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let chosen else { return 0 }
    do {
      _ = try chosen.takes(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
      // libFuzzer keeps the input of a process that ends so.
      let line = Array("\(chosen.name): \(error)\n".utf8)
      write(STDERR_FILENO, line, line.count)
      abort()
    }
    return 0
  }

  /// Half of the inputs are changed by libFuzzer itself, half by the mutator that knows of lines and tokens.
  @_cdecl("LLVMFuzzerCustomMutator")
  public func mutate(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ most: Int, _ seed: CUnsignedInt) -> Int {
    guard let start, seed & 1 == 0 else { return libFuzzersOwnMutation(start, count, most) }
    var bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var mutator = Mutator(seeds: [bytes], generator: SeededGenerator(seed: UInt64(seed)))
    mutator.change(&bytes, upTo: most)
    UnsafeMutableBufferPointer(start: start, count: most).baseAddress?.update(from: bytes, count: bytes.count)
    return bytes.count
  }

  @_silgen_name("LLVMFuzzerMutate")
  private func libFuzzersOwnMutation(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ most: Int) -> Int
#endif
