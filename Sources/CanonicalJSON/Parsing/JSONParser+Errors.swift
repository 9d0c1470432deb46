// Errors are made out of line, so that the loops that meet none stay small.
extension JSONParser {
  @inline(never)
  func refuseByteOrderMark() throws(JSONError) {
    let isUTF8 = input.count >= 3 && input[0] == 0xEF && input[1] == 0xBB && input[2] == 0xBF
    let isUTF16 = input[0] ^ input[1] == 0x01 && min(input[0], input[1]) == 0xFE
    guard !isUTF8 && !isUTF16 else {
      throw JSONError(.byteOrderMark, "the document starts with a byte order mark", offset: 0)
    }
  }

  @inline(never)
  func unexpected(_ wanted: StaticString) -> JSONError {
    guard position < input.count else {
      return JSONError(.syntax, "the document ends where \(wanted) should stand", offset: position)
    }
    if input[position] >= 0x80, sequenceLength(at: position) == nil {
      return invalidUTF8(at: position)
    }
    return JSONError(.syntax, "something else stands where \(wanted) should stand", offset: position)
  }

  @inline(never)
  func syntax(_ reason: StaticString, at offset: Int) -> JSONError {
    JSONError(.syntax, "\(reason)", offset: offset)
  }

  @inline(never)
  func invalidUTF8(at offset: Int) -> JSONError {
    JSONError(.invalidUTF8, "the bytes are not UTF-8", offset: offset)
  }

  @inline(never)
  func loneSurrogate(at offset: Int) -> JSONError {
    JSONError(.loneSurrogate, "an escape names one half of a surrogate pair without the other", offset: offset)
  }

  @inline(never)
  func duplicate(_ offset: Int) -> JSONError {
    JSONError(.duplicateMember, "an object has two members of the same name", offset: offset)
  }

  @inline(never)
  func tooDeep() -> JSONError {
    JSONError(.depth, "containers lie deeper in one another than is allowed", offset: position)
  }
}
