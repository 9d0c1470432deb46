import ForeignText
import Testing

@Suite struct `What a reader sees of a text` {
  private func alike(_ left: String, _ right: String) -> Bool {
    !Set(Appearance.all(of: left)).isDisjoint(with: Appearance.all(of: right))
  }

  @Test(arguments: [
    ("paypal", "p\u{430}yp\u{430}l"),  // UTS #39, Cyrillic a
    ("Ember Coast", "Ember\u{A0}Coast"), ("Ember Coast", " Ember  Coast "), ("Ember Coast", "EMBER COAST"),
    ("Ember", "Em\u{200B}ber"), ("Ember", "E\u{2060}m\u{AD}ber\u{FE0F}"), ("One", "0ne"), ("Il", "l1"), ("corn", "com"),
    ("café", "cafe\u{301}"), ("ёлка", "e\u{308}лка"), ("Α", "A"), ("\u{FF21}lder", "Alder"), ("𝐀lder", "Alder"),
    ("K", "\u{212A}"), ("\u{2800}Ember", "Ember"), ("ＱＵＩＬＬＯＮＩＡ", "Quillonia"), ("scope", "ѕсоре"),
  ])
  func `is the same of texts that look alike`(left: String, right: String) {
    #expect(alike(left, right))
  }

  @Test(arguments: [
    ("Alder", "Birch"), ("Ember Coast", "EmberCoast"), ("Ember", "Embers"), ("東京", "京東"), ("café", "cafe"), ("", "x"),
  ])
  func `is another of texts that do not`(left: String, right: String) {
    #expect(!alike(left, right))
  }

  @Test(arguments: ["", " ", "\u{3164}", "\u{200B}\u{2800}\u{3000}"])
  func `is nothing where nothing is seen`(text: String) {
    #expect(Appearance(text).isEmpty)
  }
}
