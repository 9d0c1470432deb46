internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

// Keys in words: on whose word each is its party's, and what became of it.

extension ReportFrame {
  /// From where to where in the chain a key counts.
  func life(of key: KeyLine) -> String {
    if key.until == nil, !key.hasCounted, let until = key.waitsUntil {
      return wording.series([wording.reference(key.since), wording.waits(until: until)])
    }
    return wording.span(wording.reference(key.since), key.until?.description ?? wording.inForce)
  }

  /// A key on a line of its own: its id, its life, and everything else.
  func line(of key: KeyLine) -> String {
    wording.joinedClauses([wording.series(["\(key.id)", life(of: key)]), words(of: key)])
  }

  /// On whose word a key is its party's.
  func origin(of key: KeyLine) -> String { origin(of: key.provenance) }

  func origin(of provenance: KeyBook.Provenance) -> String {
    wording.origin(of: provenance) { text($0.reference) }
  }

  /// Everything that is to be said of a key beside its life.
  func words(of key: KeyLine) -> String {
    var words = [origin(of: key)]
    if let recovery = key.provenance.recovery {
      words.append(recovery == key.since ? wording.byRecovery : wording.words(Mark(.recoveredKey, recovery)))
    }
    switch key.end {
    case .revoked(let ender): words.append(wording.ended(wording.label(ender)))
    case .replaced(let new): words.append(wording.replaced(by: new.short))
    case nil: break
    }
    if key.until != nil, !key.hasCounted { words.append(wording.neverCounted) }
    if let voiding = key.voiding, let since = voiding.invalidSince {
      words.append(wording.voided(since: since, by: wording.label(voiding.by), in: voiding.entry))
    }
    words += key.marks.filter { $0.word == .contested }.map(wording.words)
    return wording.joinedClauses(words)
  }

  /// Whose keys, and how many of them sign.
  func title(_ holder: KeyHolder) -> String {
    title(holder, named: name(holder))
  }

  /// The same around a name.
  func title(_ holder: KeyHolder, named name: String) -> String {
    wording.labelled(who(holder, named: name), signing(holder))
  }

  /// What a party is called: in the report's language if it has a name there.
  func name(_ holder: KeyHolder) -> String { holder.names.map(text) ?? holder.name }

  /// The language of that name; of a party with one name nobody said it.
  func languageOfName(_ holder: KeyHolder) -> String { holder.names.map { pick($0).language } ?? language.rawValue }

  private func who(_ holder: KeyHolder, named name: String) -> String {
    name.utf8.elementsEqual(holder.party.text.utf8) ? name : "\(name) (\(holder.party))"
  }

  /// How many keys sign.
  func signing(_ holder: KeyHolder) -> String {
    wording.signing(threshold: holder.threshold, inForce: holder.inForce, own: holder.ownThreshold)
  }

  /// An act on keys as a line of its own.
  func line(_ act: KeyActLine) -> String {
    let words = [wording.words(act.act, comesIn: act.comesIn)] + act.marks.map(wording.words)
    return wording.labelled(
      wording.reference(act.entry), wording.joinedClauses(words))
  }

  /// The keys of some parties as rows, for pages that list many.
  func table(_ holders: [KeyHolder]) -> (head: [String], rows: [[String]]) {
    (
      [wording.name, wording.keys, wording.onWhoseWord],
      holders.flatMap { holder in
        holder.keys.map { key in
          [
            who(holder, named: name(holder)), key.id.short,
            wording.joinedClauses([life(of: key), words(of: key), signing(holder)]),
          ]
        }
      }
    )
  }
}

extension Language {
  /// On whose word a key is its party's.
  func origin(of provenance: KeyBook.Provenance, _ reference: (KeyIdentification) -> String) -> String {
    let voucher = broughtIn(provenance.voucher)
    guard let identification = provenance.identification else {
      return provenance.voucher == .registrar ? series([voucher, notIdentified]) : voucher
    }
    let identified = identified(
      identification.method, on: day(identification.date), reference: reference(identification))
    return series([voucher, identified])
  }
}
