import CanonicalJSON
import Pledges

/// An invented accord that has one of everything.
enum OrchardAccord {
  static func publication() throws -> AccordPublication {
    try AccordPublication(JSONDocument(Array(text.utf8)).root, changes: nil)
  }

  /// The same accord without reports: a register.
  static func register() throws -> AccordPublication {
    guard let start = text.firstRange(of: "\"reporting\": {"), let end = text.firstRange(of: "\"membership\"") else {
      throw ReportFixtureError()
    }
    let register = text[..<start.lowerBound] + "\"reporting\": null,\n" + text[end.lowerBound...]
    return try AccordPublication(JSONDocument(Array(register.utf8)).root, changes: nil)
  }

  struct ReportFixtureError: Error {}

  static let text = """
    {"schema": "urn:pledgebook:v1:accord", "id": "orchard-accord", "version": "1.0.0",
     "title": {"en": "Orchard Accord", "fr": "Accord du Verger"},
     "summary": {"en": "An invented accord.", "fr": "Un accord inventé."}, "languages": ["en", "fr"],
     "adoptedOn": "2033-04-01", "effectiveFrom": "2033-04-01T00:00:00Z", "legalNature": "fictional",
     "definitionStatus": "demo", "officialTexts": [],
     "secretariat": {"name": "Orchard Secretariat", "contact": "office@orchard.example"},
     "signatoryKinds": [
       {"id": "state", "label": {"en": "State", "fr": "État"}},
       {"id": "company", "label": {"en": "Company", "fr": "Entreprise"}}],
     "traits": [{"id": "well-owner", "label": {"en": "Owns a well", "fr": "Possède un puits"}}],
     "commitments": [
       {"id": "o-1", "number": "1", "title": {"en": "Keep the well open", "fr": "Garder le puits ouvert"},
        "text": {"en": "Signatories keep the well open to all.", "fr": "Les signataires gardent le puits ouvert à tous."},
        "textIsVerbatim": true, "sourceRef": "article 1", "appliesTo": {"kinds": ["state", "company"]},
        "measures": [{"id": "sign", "title": {"en": "A sign at the well", "fr": "Un panneau au puits"}}],
        "indicators": [
          {"id": "days-open", "label": {"en": "Days open", "fr": "Jours d’ouverture"}, "type": "integer",
           "required": true, "unit": "days", "min": 0, "max": 366, "direction": "higher-is-better"},
          {"id": "share-free", "label": {"en": "Water given free", "fr": "Eau donnée"}, "type": "percent",
           "required": false, "direction": "neutral"}],
        "evidencePolicy": {"minItems": 1, "maxAgeDays": 400}},
       {"id": "o-2", "number": "2", "title": {"en": "Share the cuttings", "fr": "Partager les greffons"},
        "text": {"en": "Signatories share cuttings.", "fr": "Les signataires partagent les greffons."},
        "textIsVerbatim": false, "sourceRef": "article 2", "appliesTo": {"kinds": ["state", "company"]},
        "obligation": "expected",
        "indicators": [
          {"id": "diary", "label": {"en": "Diary", "fr": "Journal"}, "type": "narrative", "required": false,
           "breakdown": ["spring", "autumn"]},
          {"id": "page", "label": {"en": "Page", "fr": "Page"}, "type": "link", "required": false}]},
       {"id": "o-3", "number": "3", "title": {"en": "Mend the fence", "fr": "Réparer la clôture"},
        "text": {"en": "Owners of wells mend the fence.", "fr": "Les possesseurs de puits réparent la clôture."},
        "textIsVerbatim": true, "sourceRef": "article 3",
        "appliesTo": {"kinds": ["state", "company"], "traitsAny": ["well-owner"]}}],
     "reporting": {"firstReportAfterDays": 90, "periods": [
       {"id": "2033", "label": {"en": "Year 2033", "fr": "Année 2033"}, "start": "2033-05-01T00:00:00Z",
        "end": "2033-12-31T23:59:59Z", "opens": "2034-01-01T00:00:00Z", "due": "2034-02-28T23:59:59Z", "graceDays": 14},
       {"id": "2034", "label": {"en": "Year 2034", "fr": "Année 2034"}, "start": "2034-01-01T00:00:00Z",
        "end": "2034-12-31T23:59:59Z", "opens": "2035-01-01T00:00:00Z", "due": "2035-02-28T23:59:59Z", "graceDays": 14},
       {"id": "2035", "start": "2035-01-01T00:00:00Z", "end": "2035-12-31T23:59:59Z",
        "opens": "2036-01-01T00:00:00Z", "due": "2036-02-28T23:59:59Z", "graceDays": 14}]},
     "membership": {"reservationsAllowed": true, "subscription": "all", "withdrawalNoticeDays": 0,
                    "delistEligibleAfterPeriods": 2},
     "challenge": {"who": "anyone", "grounds": [{"id": "contradicted",
       "label": {"en": "Facts contradict the claim", "fr": "Des faits contredisent la déclaration"}}],
       "responseDays": 30, "resolutionDays": 60},
     "reportedThemes": [
       {"label": {"en": "Wells", "fr": "Puits"}, "source": "Orchard Gazette", "mapsTo": ["o-1"]},
       {"label": {"en": "A tax on apples", "fr": "Un impôt sur les pommes"}, "source": "Orchard Gazette", "mapsTo": [],
        "note": "Never part of the accord."}],
     "licence": "CC0-1.0", "disclaimer": {"en": "Invented.", "fr": "Inventé."}}
    """
}
