import LedgerWriter

/// Why something was not appended or made; nil when it was.
func failure(_ body: () throws -> Void) throws -> AppendError? {
  do {
    try body()
    return nil
  } catch let error as AppendError {
    return error
  }
}
