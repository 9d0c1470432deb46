import Testing

@testable import LanguageCompiler
@testable import Languages

@Suite("Plural forms by the rules of CLDR")
struct PluralRuleTests {
  @Test("English and French part at 0")
  func european() {
    #expect([0, 1, 2, 11, -1].map { PluralRule.english.form(of: $0) } == [.other, .one, .other, .other, .one])
    #expect([0, 1, 2, 11, -1].map { PluralRule.french.form(of: $0) } == [.one, .one, .other, .other, .one])
  }

  @Test("Arabic has six forms")
  func arabic() {
    let form = PluralRule.arabic.form
    #expect([0, 1, 2].map(form) == [.zero, .one, .two])
    #expect([3, 10, 103, 1_010].map(form) == [.few, .few, .few, .few])
    #expect([11, 99, 111, 1_099].map(form) == [.many, .many, .many, .many])
    #expect([100, 101, 102, 200, 1_000].map(form) == [.other, .other, .other, .other, .other])
    #expect(form(.min) == .few || form(.min) == .many || form(.min) == .other)
  }

  @Test("a rule gives the forms that a file has to have, and no others", arguments: PluralRule.allCases)
  func forms(rule: PluralRule) throws {
    let found = Set((0...1_000).map { rule.form(of: $0).rawValue })
    #expect(found == Set(try #require(PluralForms.byRule["\(rule)"])))
    // What a file may spell out is for one number alone.
    for form in PluralForms.ofSingleNumber("\(rule)") {
      #expect((0...1_000).count { rule.form(of: $0).rawValue == form } == 1)
    }
  }

  @Test("every language has the rule of its file", arguments: Language.allCases)
  func languages(language: Language) {
    #expect(!language.nativeName.isEmpty)
    #expect(language.months.count == 12)
  }
}
