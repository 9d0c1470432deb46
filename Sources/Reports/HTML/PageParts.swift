internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

// How the pages of a signatory show instants: one place for each way.

extension ReportFrame {
  /// The day of an instant in words.
  func day(_ instant: Instant) -> String { language.day(instant) }

  /// When something ends, in words.
  func end(_ instant: Instant) -> String { language.until(instant) }

  /// An instant to the second, in words.
  func moment(_ instant: Instant) -> String { language.moment(instant) }
}

extension HTMLWriter {
  /// The day, with the instant in the markup.
  mutating func day(_ instant: Instant, _ frame: ReportFrame) { time(instant, frame.day(instant)) }

  /// The end of something, with the instant in the markup.
  mutating func end(_ instant: Instant, _ frame: ReportFrame) { time(instant, frame.end(instant)) }

  /// Since when a page holds, and when time alone can change it.
  mutating func holds(_ times: PageTimes, _ frame: ReportFrame) {
    element("p", [.style("facts")]) { writer in
      EntryLinks([], frame.language).write(
        frame.holds(times), at: [times.since] + [times.next].compactMap { $0 }, to: &writer)
    }
  }

  /// A box folded away, with what the page was made from and how to check it.
  mutating func proof(_ frame: ReportFrame, commands: [String]) {
    let wording = frame.wording
    section("proof", wording.proof) { writer in
      writer.element("details", [.style("proof")]) { writer in
        writer.element("summary", wording.ground)
        writer.fields(frame.proofFields.map { label, value in (label, { $0.element("code", value) }) })
        for (label, command) in zip([wording.checkCommand, wording.verifyCommand, wording.repeatCommand], commands) {
          writer.element("h3", label)
          writer.element("pre") { $0.element("code", command) }
        }
        writer.element("p", [.style("small")], wording.commandPlaces)
      }
    }
  }

  /// What the office named on the page types to act, each to be copied.
  mutating func commands(_ commands: [(label: String, command: String)], _ frame: ReportFrame) {
    guard !commands.isEmpty else { return }
    element("details", [.style("proof")]) { writer in
      writer.element("summary", frame.wording.list(commands.map(\.label).unique))
      for (_, command) in commands { writer.element("pre") { $0.element("code", command) } }
      writer.element("p", [.style("small")], frame.wording.commandWords)
    }
  }

  /// Who the signatory is.
  mutating func identity(_ identity: SignatoryIdentity, standing: Standing?, _ frame: ReportFrame, _ links: EntryLinks)
  {
    fields(
      identity.fields(frame, standing: standing).map { label, value in
        (
          label,
          { writer in
            writer.element("bdi") { links.write(value, at: identity.instants, dates: identity.dates, to: &$0) }
          }
        )
      })
  }

  /// The keys of all on whose word something rests.
  mutating func keys(_ holders: [KeyHolder], of signatory: PartyID, _ frame: ReportFrame, _ links: EntryLinks) {
    guard !holders.isEmpty else { return }
    element("p", frame.wording.onWhoseWordNote)
    for holder in holders {
      element("h3") { writer in
        writer.sentence(around: frame.name(holder), in: frame.languageOfName(holder), frame) {
          frame.title(holder, named: $0)
        }
      }
      element("ul") { writer in
        for key in holder.keys {
          writer.element("li") { writer in
            writer.element("code", key.id.description)
            writer.write(" \(key.algorithm.rawValue)\(frame.wording.comma)")
            links.write(frame.life(of: key), at: key.instants, to: &writer)
            writer.void("br")
            writer.element("bdi") { links.write(frame.words(of: key), at: key.instants, dates: key.dates, to: &$0) }
          }
        }
        guard holder.party != signatory else { return }
        for act in holder.acts {
          writer.element("li") { links.write(frame.line(act), at: act.instants, to: &$0) }
        }
      }
    }
  }

  /// A row of cells: letters and sign, the label, and the commitment, each linking to where more is said.
  mutating func strip(
    _ cells: [(status: CellStatus, title: TextMap?)], _ frame: ReportFrame, linking: Bool, small: Bool = false
  ) {
    let states = StateTable(frame)
    element("ul", [.style(small ? "strip tight" : "strip")]) { writer in
      for cell in cells {
        let state = CellState(cell.status)
        let look = StateAppearance(state)
        let title = frame.accord.document.commitment(cell.status.commitment).map { frame.text($0.title) }
        let signs = states.legend([cell.status]).filter { CellMark(rawValue: $0.code) != nil }.map(\.words)
        let said = frame.wording.series([frame.headline(cell.status)] + signs)
        let words = frame.wording.labelled(title ?? cell.status.commitment.text, said)
        writer.element("li", [.style("s-\(look.tone.rawValue)"), .named("title", words)]) { writer in
          writer.element("b") { writer in
            writer.element("bdi", states.code(cell.status))
            // Where the letter is a sign already, it is the same one.
            guard !states.letter(state).utf8.elementsEqual(look.mark.utf8) else { return }
            writer.write(" ")
            writer.element("span", [.named("aria-hidden", "true")], look.mark)
          }
          writer.element("span", [.style(small ? "hidden" : "state")], states.short(state))
          writer.element("small") { writer in
            if linking {
              writer.element("a", [.named("href", "#c-\(cell.status.commitment)")], cell.status.commitment.text)
            } else {
              writer.write(cell.status.commitment.text)
            }
            guard let title = cell.title else { return }
            writer.write(" ")
            writer.inline(title, frame)
          }
        }
      }
    }
  }

  /// What the letters of the cells mean.
  mutating func legend(_ lines: [(code: String, words: String)]) {
    element("dl", [.style("dates letters")]) { writer in
      for line in lines {
        writer.pair(line.code) { $0.write(line.words) }
      }
    }
  }

  /// A label and what it says, of a list whose pairs stand in a row and do not part.
  mutating func pair(_ label: String, _ body: (inout HTMLWriter) -> Void) {
    element("div") { writer in
      writer.element("dt", label)
      writer.element("dd", [], body)
    }
  }
}
