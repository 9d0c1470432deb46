/// Ids that the rules themselves name, beside those that an accord defines.
extension PlainID {
  /// The claim that stops no clock. // Status rules §1
  public static let noClaim = PlainID(known: "no-claim")

  /// The claim that a commitment does not apply, under which nothing was measured. // Format §10
  static let notApplicable = PlainID(known: "not-applicable")

  /// The lowest assurance level of every accord. // Status rules §8
  public static let noAssurance = PlainID(known: "none")

  private init(known text: StaticString) {
    self.text = text.description
  }
}
