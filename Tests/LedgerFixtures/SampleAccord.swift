public import CanonicalJSON
internal import Cryptography
public import Pledges

/// Two small invented accords: one with reporting periods, one that only keeps a register.
public enum SampleAccord {
  /// The Harbour Light Accord: states and companies keep a harbour, and report on 2031 and 2032.
  ///
  /// | commitment | addressed to | has |
  /// |---|---|---|
  /// | `lamp` | state, company | the plainest there can be |
  /// | `watch` | state | an indicator of every type, none required; two evidence items |
  /// | `depth` | state, company | a required indicator, and one under a measure for states with a harbour |
  /// | `pilot` | company with a harbour | is only encouraged |
  public static var reporting: JSONValue { parsed(harbourLight) }

  /// The smallest register there can be. // Format §9
  public static var register: JSONValue { parsed(beaconPromise) }

  /// A document as the predicate that publishes it.
  public static func publication(_ json: JSONValue = reporting, changes: String? = nil) -> AccordPublication {
    do {
      return try AccordPublication(JSONDocument(json.canonicalBytes()).root, changes: changes)
    } catch {
      preconditionFailure("the accord has faults: \(error)")
    }
  }

  /// The next version of an accord, ready to be published after it.
  public static func successor(
    of json: JSONValue = reporting, version: String = "1.1.0", effectiveFrom: Instant? = nil
  ) -> JSONValue {
    var next = json.setting("/version", to: .string(version))
      .setting("/previousSha256", to: .string(publication(json).sha256.hex))
    if let effectiveFrom { next = next.setting("/effectiveFrom", to: .string(effectiveFrom.description)) }
    return next
  }

  private static func parsed(_ text: String) -> JSONValue {
    do {
      return JSONValue(try JSONDocument(Array(text.utf8)).root)
    } catch {
      preconditionFailure("the accord is no JSON: \(error)")
    }
  }

  private static let harbourLight = """
    {
      "schema": "urn:pledgebook:v1:accord", "id": "harbour-light", "version": "1.0.0",
      "title": {"en": "Harbour Light Accord", "fr": "Accord des feux du port"},
      "summary": {"en": "Invented: who keeps a harbour keeps its light."},
      "languages": ["en", "fr"], "adoptedOn": "2030-12-01", "effectiveFrom": "2031-01-01T00:00:00Z",
      "legalNature": "fictional", "definitionStatus": "demo", "officialTexts": [],
      "secretariat": {"name": "Harbour Light Office", "contact": "office@harbour-light.example"},
      "signatoryKinds": [{"id": "state", "label": {"en": "State"}}, {"id": "company", "label": {"en": "Company"}}],
      "traits": [{"id": "has-harbour", "label": {"en": "Has a harbour"}},
                 {"id": "has-reef", "label": {"en": "Has a reef"}}],
      "commitments": [
        {"id": "lamp", "number": "1", "title": {"en": "Keep the lamp lit"}, "text": {"en": "The lamp burns each night."},
         "textIsVerbatim": true, "sourceRef": "article 1", "appliesTo": {"kinds": ["state", "company"]},
         "measures": [{"id": "survey", "title": {"en": "Have the lamp surveyed"}}]},
        {"id": "watch", "number": "2", "title": {"en": "Keep a watch"}, "text": {"en": "Somebody looks at the sea."},
         "textIsVerbatim": true, "sourceRef": "article 2", "appliesTo": {"kinds": ["state"]},
         "evidencePolicy": {"minItems": 2, "maxAgeDays": 400},
         "indicators": [
           {"id": "story", "label": {"en": "What was seen"}, "type": "narrative", "required": false},
           {"id": "staffed", "label": {"en": "Staffed at night"}, "type": "yes-no", "required": false},
           {"id": "keepers", "label": {"en": "Keepers"}, "type": "integer", "required": false, "min": 0, "max": 1000,
            "unit": "persons", "breakdown": ["day", "night"]},
           {"id": "hours", "label": {"en": "Hours a day"}, "type": "decimal", "required": false, "min": "0",
            "max": "24.0", "direction": "higher-is-better", "breakdown": "country"},
           {"id": "share", "label": {"en": "Share of nights"}, "type": "percent", "required": false},
           {"id": "grade", "label": {"en": "Grade"}, "type": "choice", "required": false,
            "choices": [{"id": "first", "label": {"en": "First"}}, {"id": "second", "label": {"en": "Second"}}]},
           {"id": "since", "label": {"en": "Watched since"}, "type": "date", "required": false,
            "min": "2000-01-01", "max": "2040-12-31"},
           {"id": "logbook", "label": {"en": "Logbook"}, "type": "link", "required": false}]},
        {"id": "depth", "number": "3", "title": {"en": "Keep the fairway deep"}, "text": {"en": "Ships do not touch."},
         "textIsVerbatim": false, "sourceRef": "article 3", "obligation": "expected",
         "addresseeNote": {"en": "Dredging is for those with a harbour."},
         "appliesTo": {"kinds": ["state", "company"]},
         "measures": [{"id": "dredge", "title": {"en": "Dredge"},
           "appliesTo": {"kinds": ["state"], "traitsAny": ["has-harbour"]},
           "indicators": [{"id": "metres", "label": {"en": "Metres"}, "type": "decimal", "required": true}]}],
         "indicators": [{"id": "soundings", "label": {"en": "Soundings"}, "type": "integer", "required": true}]},
        {"id": "pilot", "number": "4", "title": {"en": "Offer pilots"}, "text": {"en": "A pilot comes when called."},
         "textIsVerbatim": true, "sourceRef": "article 4", "obligation": "encouraged",
         "appliesTo": {"kinds": ["company"], "traitsAny": ["has-harbour"]}}
      ],
      "reporting": {"firstReportAfterDays": 30, "periods": [
        {"id": "2031", "label": {"en": "Year 2031"}, "start": "2031-01-01T00:00:00Z", "end": "2031-12-31T23:59:59Z",
         "opens": "2032-01-01T00:00:00Z", "due": "2032-03-31T23:59:59Z", "graceDays": 30},
        {"id": "2032", "start": "2032-01-01T00:00:00Z", "end": "2032-12-31T23:59:59Z",
         "opens": "2033-01-01T00:00:00Z", "due": "2033-03-31T23:59:59Z", "graceDays": 30}]},
      "membership": {"reservationsAllowed": false, "subscription": "all", "withdrawalNoticeDays": 90},
      "challenge": {"who": "anyone", "responseDays": 30, "resolutionDays": 90,
        "grounds": [{"id": "false-claim", "label": {"en": "The claim is false"}},
                    {"id": "missing-report", "label": {"en": "There is no report"}}]},
      "reportedThemes": [
        {"label": {"en": "Light"}, "source": "Harbour Gazette, 2 December 2030", "mapsTo": ["lamp"]},
        {"label": {"en": "Fees"}, "source": "Harbour Gazette, 2 December 2030", "mapsTo": [],
         "note": "The accord says nothing about fees."}],
      "licence": "CC0-1.0", "disclaimer": {"en": "Everything here is invented."}
    }
    """

  private static let beaconPromise = """
    {"schema": "urn:pledgebook:v1:accord", "id": "beacon-promise", "version": "1.0.0",
     "title": {"en": "Beacon Promise"}, "summary": {"en": "Invented."}, "languages": ["en"],
     "adoptedOn": "2031-03-01", "effectiveFrom": "2031-03-01T00:00:00Z",
     "legalNature": "fictional", "definitionStatus": "demo", "officialTexts": [],
     "secretariat": {"name": "Beacon Office", "contact": "office@beacon.example"},
     "signatoryKinds": [{"id": "state", "label": {"en": "State"}}], "traits": [],
     "commitments": [{"id": "b-1", "number": "1", "title": {"en": "Keep the light on"},
                      "text": {"en": "The light stays on."}, "textIsVerbatim": true, "sourceRef": "article 1",
                      "appliesTo": {"kinds": ["state"]}}],
     "reporting": null,
     "membership": {"reservationsAllowed": false, "subscription": "all", "withdrawalNoticeDays": 0,
                    "delistEligibleAfterPeriods": 2},
     "challenge": null, "reportedThemes": [], "licence": "CC0-1.0", "disclaimer": {"en": "Invented."}}
    """
}
