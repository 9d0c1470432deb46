internal import Compliance
internal import Languages
internal import Pledges

// What stands out of the matrix, as lists.

extension AccordOverview {
  private var language: Language { frame.language }

  /// All lists, in the order in which every form has them.
  var lists: [OverviewList] {
    isRegister
      ? [movementList, newestList]
      : [silentList, lateList, outstandingList, disputedList, changedList, remarkList, movementList, newestList]
  }

  /// Who was to report and is nowhere: the lists go by report, and do not show it at a glance.
  var silentList: OverviewList {
    OverviewList(
      anchor: "silent", title: language.silentTitle, note: language.silentNote, order: language.orderByName,
      empty: language.nobodySilent,
      groups: [
        OverviewList.Group(
          lines: sorted(silent) { ($0.name, $0.signatory) }.map {
            OverviewList.Line(signatory: $0.signatory, name: $0.name, words: named($0.commitments))
          })
      ])
  }

  var lateList: OverviewList {
    let lines = sorted(rows) { ($0.name, $0.signatory) }.compactMap { row -> OverviewList.Line? in
      let late = row.cells.filter { $0.submission == .late && $0.duty == .required }
      guard !late.isEmpty else { return nil }
      var clauses: [(days: Int64, commitments: [CommitmentID])] = []
      for cell in late {
        let days = cell.daysLate ?? 0
        if let place = clauses.firstIndex(where: { $0.days == days }) {
          clauses[place].commitments.append(cell.commitment)
        } else {
          clauses.append((days, [cell.commitment]))
        }
      }
      let words = clauses.map { language.labelled(named($0.commitments), language.daysLate($0.days)) }
      return OverviewList.Line(
        signatory: row.signatory, name: row.name, words: language.joinedClauses(words))
    }
    return OverviewList(
      anchor: "late", title: language.lateReports, order: language.orderByName, empty: language.nothingLate,
      groups: [OverviewList.Group(lines: lines)])
  }

  /// What is overdue or was due and is not reported: a group for each due date and state.
  var outstandingList: OverviewList {
    var groups: [(due: Instant, state: CellState, group: OverviewList.Group)] = []
    for line in sorted(outstanding, { ($0.name, $0.signatory) }) {
      let state = CellState(waitingFor: line.submission, noClaim: line.noClaim)
      let words = language.series([named(line.commitments)] + (line.noClaim.map { [language.reference($0)] } ?? []))
      let item = OverviewList.Line(signatory: line.signatory, name: line.name, words: words)
      if let place = groups.firstIndex(where: { $0.due == line.due && $0.state == state }) {
        groups[place].group.lines.append(item)
      } else {
        let head = language.dueGroup(end: language.end(line.due.calendarTime), state: frame.label(state))
        groups.append((line.due, state, OverviewList.Group(head: head, lines: [item])))
      }
    }
    return OverviewList(
      anchor: "outstanding", title: language.outstanding, order: language.orderByDue,
      empty: language.nothingOutstanding,
      groups: groups.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
        .map(\.element.group))
  }

  /// The challenges that are open, and the decisions of the period, replaced ones as well. // Status rules §8
  var disputedList: OverviewList {
    let open = openChallenges.map { line in
      let reply =
        line.isAnswered
        ? language.answered
        : language.series(
          [language.notAnswered]
            + (line.replyDue.map { [language.labelled(language.due, language.until($0))] } ?? []))
      let what = language.labelled(line.period.text, named(line.commitments))
      return OverviewList.Line(
        signatory: line.signatory, name: line.name,
        words: language.joinedClauses([
          language.series([
            language.reference(line.entry), language.labelled(language.challenger, line.challengerName),
          ]), what,
          reply,
        ]))
    }
    let decided = decisions.map { line in
      let outcomes = language.series(line.outcomes.map { "\($0.commitment) \(language.label($0.outcome))" })
      let panel = language.labelled(language.panel, frame.name(of: line.panel))
      let keys = line.signedBy.flatMap { [language.signed(by: $0.id.short), frame.origin(of: $0)] }
      let clauses =
        [language.labelled(language.reference(line.challenge), outcomes), language.series([panel] + keys)]
        + (line.isReplaced ? [language.replacedDecision] : []) + line.marks.map(language.words)
      return OverviewList.Line(
        signatory: line.signatory, name: line.name,
        words: language.series([language.reference(line.entry), language.joinedClauses(clauses)]))
    }
    return OverviewList(
      anchor: "disputed", title: language.disputed, order: language.orderByDate, empty: language.noOpenChallenges,
      groups: [
        OverviewList.Group(head: language.openChallenges, lines: open),
        OverviewList.Group(head: language.decisions, lines: decided),
      ].filter { !$0.lines.isEmpty })
  }

  /// One line a signatory, for there may be a thousand of them with a dozen entries each.
  var changedList: OverviewList {
    let bySignatory = Dictionary(grouping: changes, by: \.signatory)
    let first = bySignatory.values.compactMap(\.first)
    let lines = sorted(first) { ($0.name, $0.signatory) }.map { entry in
      var kinds: [(kind: EntryKind, entries: [NewestEntry])] = []
      for change in bySignatory[entry.signatory] ?? [] {
        if let place = kinds.firstIndex(where: { $0.kind == change.kind && $0.entries[0].isSaidLike(change) }) {
          kinds[place].entries.append(change)
        } else {
          kinds.append((change.kind, [change]))
        }
      }
      return OverviewList.Line(
        signatory: entry.signatory, name: entry.name,
        words: language.joinedClauses(kinds.map { words(of: $0.entries, $0.kind) }))
    }
    return OverviewList(
      anchor: "changed", title: language.changedSince, note: language.changedNote, order: language.orderByName,
      empty: language.nothingChangedSince, groups: [OverviewList.Group(lines: lines)])
  }

  /// Entries of one kind and with the same marks: one with its day, several by their numbers.
  private func words(of entries: [NewestEntry], _ kind: EntryKind) -> String {
    let places =
      entries.count == 1
      ? language.reference(entries[0].entry)
      : language.entriesTogether(entries: language.series(entries.map { "\($0.entry.index)" }))
    return entries[0].remarks(language).reduce(language.series([language.label(kind), places])) {
      language.entryOfState(entry: $0, state: $1)
    }
  }

  /// What is to be said of single cells beside the letters of the matrix.
  var remarkList: OverviewList {
    let lines = sorted(rows) { ($0.name, $0.signatory) }.flatMap { row in
      row.cells.flatMap { cell in
        ((cell.noClaim.map { _ in [frame.headline(cell)] } ?? [])
          + frame.notes(cell, issuedAt: row.issuedAt[cell.commitment])).map {
            OverviewList.Line(
              signatory: row.signatory, name: row.name, words: language.labelled(cell.commitment.text, $0))
          }
      }
    }
    return OverviewList(
      anchor: "remarks", title: language.remarksOnCells, order: language.orderByName,
      groups: [OverviewList.Group(lines: lines)])
  }

  /// Who joined and left since the period began; in all years is told by a table.
  var movementList: OverviewList {
    let lines = movements.map { line in
      OverviewList.Line(
        signatory: line.signatory, name: line.name,
        words: language.joinedClauses(
          [
            language.series([
              language.day(line.effective), language.label(line.change), language.reference(line.entry.index),
            ])
          ]
            + line.marks.map(language.words)))
    }
    return OverviewList(
      anchor: "movements", title: language.movements, order: language.orderByDate,
      groups: [OverviewList.Group(lines: lines)])
  }

  var newestList: OverviewList {
    OverviewList(
      anchor: "newest", title: language.newest, order: language.orderNewest,
      groups: [OverviewList.Group(lines: newest.map(line))])
  }

  private func line(_ entry: NewestEntry) -> OverviewList.Line {
    OverviewList.Line(
      signatory: entry.signatory, name: entry.name,
      words: language.joinedClauses(
        [language.series([language.reference(entry.entry), language.label(entry.kind)])] + entry.remarks(language)))
  }

  /// Commitments by their ids, which the heads of the matrix have and the table of commitments explains.
  private func named(_ commitments: [CommitmentID]) -> String {
    commitments.count == columns.count && columns.count > 1
      ? language.allCommitments : commitments.map(\.text).joined(separator: " ")
  }
}

extension NewestEntry {
  /// What keeps an entry from saying what its kind says.
  fileprivate func remarks(_ language: Language) -> [String] {
    (isVoid ? [language.label(HistoryLine.AttestationState.void)] : [])
      + (struckBy.map { [language.struck(by: $0)] } ?? [])
      + marks.map(language.words)
  }

  /// Whether the same remarks stand behind both.
  fileprivate func isSaidLike(_ other: NewestEntry) -> Bool {
    isVoid == other.isVoid && struckBy == other.struckBy && marks == other.marks
  }
}
