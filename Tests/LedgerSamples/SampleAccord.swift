internal import CanonicalJSON
internal import Cryptography
public import Pledges

/// An invented accord that allows every kind of entry: periods, challenges, subscriptions.
public enum SampleAccord {
  /// The first version, in force from 2030 on.
  public static func first() throws -> AccordPublication {
    try publication(version: "1.0.0", extra: "")
  }

  /// The version after it, with one more commitment.
  public static func second(after first: AccordPublication) throws -> AccordPublication {
    try publication(
      version: "1.1.0", previous: first.sha256.hex,
      extra: #","effectiveFrom":"2033-06-01T00:00:00Z""#, changes: "Adds nothing but a version.")
  }

  private static func publication(
    version: String, previous: String? = nil, extra: String, changes: String? = nil
  ) throws -> AccordPublication {
    let effective = extra.isEmpty ? #","effectiveFrom":"2030-03-01T00:00:00Z""# : extra
    let link = previous.map { #","previousSha256":"\#($0)""# } ?? ""
    let text = """
      {"schema": "urn:pledgebook:v1:accord", "id": "beacon-promise", "version": "\(version)"\(link)\(effective),
       "title": {"en": "Beacon Promise"}, "summary": {"en": "Invented."}, "languages": ["en"],
       "adoptedOn": "2030-03-01", "legalNature": "fictional", "definitionStatus": "demo", "officialTexts": [],
       "secretariat": {"name": "Beacon Office", "contact": "office@beacon.example"},
       "signatoryKinds": [{"id": "state", "label": {"en": "State"}}], "traits": [],
       "commitments": [
         {"id": "b-1", "number": "1", "title": {"en": "Keep the light on"}, "text": {"en": "The light stays on."},
          "textIsVerbatim": true, "sourceRef": "article 1", "appliesTo": {"kinds": ["state"]}},
         {"id": "b-2", "number": "2", "title": {"en": "Say when it is off"}, "text": {"en": "Outages are told."},
          "textIsVerbatim": true, "sourceRef": "article 2", "appliesTo": {"kinds": ["state"]}}],
       "reporting": {"firstReportAfterDays": 90, "periods": [
         {"id": "2031", "start": "2031-01-01T00:00:00Z", "end": "2031-12-31T23:59:59Z",
          "opens": "2032-01-01T00:00:00Z", "due": "2032-03-31T23:59:59Z", "graceDays": 30}]},
       "membership": {"reservationsAllowed": true, "subscription": "all", "withdrawalNoticeDays": 0,
                      "delistEligibleAfterPeriods": 2},
       "challenge": {"who": "registered", "grounds": [{"id": "contradicted", "label": {"en": "Facts contradict it"}}],
                     "responseDays": 30, "resolutionDays": 90},
       "reportedThemes": [], "licence": "CC0-1.0", "disclaimer": {"en": "Invented."}}
      """
    return try AccordPublication(JSONDocument(Array(text.utf8), profile: .ledger).root, changes: changes)
  }
}
