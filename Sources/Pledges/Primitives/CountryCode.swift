/// The country codes that are given out. // ISO 3166-1 alpha-2
///
/// The format asks for two capitals and nothing more, since codes come and go; who takes a register in is told of others.
public enum CountryCode {
  /// Whether a country has this code, or nobody ever will: those are for whoever wants to use them.
  public static func isKnown(_ code: String) -> Bool {
    guard code.utf8.count == 2 else { return false }
    return isForUsers(code) || assigned.contains(ExactText(code))
  }

  /// AA, QM to QZ, XA to XZ and ZZ. // ISO 3166-1 §8.1.3
  private static func isForUsers(_ code: String) -> Bool {
    let letters = Array(code.utf8)
    switch letters[0] {
    case UInt8(ascii: "A"), UInt8(ascii: "Z"): return letters[1] == letters[0]
    case UInt8(ascii: "Q"): return letters[1] >= UInt8(ascii: "M") && letters[1] <= UInt8(ascii: "Z")
    case UInt8(ascii: "X"): return letters[1] >= UInt8(ascii: "A") && letters[1] <= UInt8(ascii: "Z")
    default: return false
    }
  }

  /// The code that somebody meant who wrote a familiar one that is none.
  public static func meant(by code: String) -> String? {
    switch ExactText(code) {
    case "UK": "GB"
    case "EL": "GR"
    default: nil
    }
  }

  // The 249 of iso3166.tab in the public-domain time zone database (2023-09-06, after ISO/TC 46 N1108 of 2023-04-05).
  static let assigned: Set<ExactText> = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO \
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split(separator: " ").map { ExactText(String($0)) })
}
