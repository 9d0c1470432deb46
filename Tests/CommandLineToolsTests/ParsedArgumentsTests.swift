import Testing

@testable import CommandLineTools

@Suite("Values of options")
struct ParsedArgumentsTests {
  private func parsed(_ line: [String]) throws -> ParsedArguments {
    guard case .run(let command) = try sample.parse(line) else { throw CommandError.usage("none", "no command") }
    return command.arguments
  }

  @Test("What was not given is nil, empty or false")
  func absent() throws {
    let arguments = try parsed(["list", "1"])
    #expect(arguments.value("limit") == nil)
    #expect(arguments.values("limit").isEmpty)
    #expect(!arguments.flag("json"))
    #expect(try arguments.integer("limit") == nil)
  }

  @Test("A whole number is checked against its range", arguments: [("3", 3), ("0", 0), ("+7", 7)])
  func integers(_ text: String, _ number: Int) throws {
    #expect(try parsed(["list", "1", "--limit", text]).integer("limit", in: 0...7) == number)
  }

  @Test("What is no whole number in range is refused", arguments: ["8", "-1", "x", "", "1.0", "99999999999999999999"])
  func badIntegers(_ text: String) throws {
    let arguments = try parsed(["list", "1", "--limit=\(text)"])
    let error = commandError { _ = try arguments.integer("limit", in: 0...7) }
    #expect(error?.code == "usage.invalid-value")
    #expect(error?.message == "--limit takes a whole number, 0 to 7, not \(text)")
    #expect(error?.hint == "shelf list --help")
  }

  @Test("An option this use needs is named when it is missing")
  func required() throws {
    let arguments = try parsed(["list", "1", "-n3"])
    #expect(try arguments.required("limit") == "3")
    #expect(commandError { _ = try arguments.required("json") }?.code == "usage.missing-option")
  }

  @Test("Options that cannot be used together are refused")
  func exclusive() throws {
    #expect(try parsed(["list", "1", "-q"]).oneOf(["json", "quiet"]) == "quiet")
    #expect(try parsed(["list", "1"]).oneOf(["json", "quiet"]) == nil)
    let arguments = try parsed(["list", "1", "-q", "--json"])
    let error = commandError { _ = try arguments.oneOf(["json", "quiet"]) }
    #expect(error?.code == "usage.conflicting-options")
    #expect(error?.message == "--json and --quiet cannot be used together")
  }

  @Test("Options without a part in what another one asks for are refused by name, all of them")
  func withoutAPart() throws {
    let arguments = try parsed(["list", "1", "-q", "--json", "-n3"])
    let error = commandError { try arguments.refuse(["quiet", "absent", "limit"], with: "json") }
    #expect(error?.code == "usage.conflicting-options")
    #expect(error?.message == "--quiet and --limit cannot be given with --json")
    #expect(commandError { try arguments.refuse(["absent"], with: "json") } == nil)
  }

  @Test("Options that mean something beside another one only are refused without it")
  func withoutTheOther() throws {
    let arguments = try parsed(["list", "1", "-q"])
    let error = commandError { try arguments.refuse(["quiet"], without: "json") }
    #expect(error?.code == "usage.missing-option")
    #expect(error?.message == "--quiet is for use with --json")
    #expect(commandError { try arguments.refuse(["quiet"], without: "quiet") } == nil)
    #expect(commandError { try arguments.refuse(["limit"], without: "json") } == nil)
  }
}
