internal import Compliance
internal import Cryptography
internal import Languages
internal import Pledges

extension SignatoryRecord {
  /// The page as Markdown.
  public func markdown() -> String {
    let wording = frame.language
    var page = MarkdownWriter()
    page.heading(1, frame.text(identity.name))
    frame.writeBanner(to: &page)
    page.paragraph(subtitle)
    page.paragraph(answer)
    page.paragraph(frame.holds(times))
    for notice in notices { page.quote(notice) }
    if !isRegister {
      page.heading(2, wording.allPeriods)
      for glance in periods { page.field(frame.label(glance.period), words(glance)) }
      page.endList()
    }
    if !challenges.isEmpty {
      page.heading(2, wording.challenges)
      for thread in challenges { page.item(([title(thread)] + frame.course(of: thread)).joined(separator: ". ")) }
      page.endList()
      for thread in challenges { frame.write(frame.commands(toReplyTo: thread), to: &page) }
    }
    page.heading(2, wording.history)
    page.table(
      [wording.entry, wording.recorded, wording.what, wording.remarkHeading],
      history.map { line in
        [
          line.entry.index.description, wording.day(line.entry.recorded), wording.label(line.kind), frame.remark(line),
        ]
      })
    frame.write(removals, to: &page)
    for (title, duties) in [(wording.overdueHeading, overdue), (wording.nextDuties, upcoming)] where !duties.isEmpty {
      page.heading(2, title)
      let (head, rows) = frame.table(duties)
      page.table(head, rows)
      frame.write(frame.commands(toFile: duties, of: identity.id), to: &page)
    }
    page.heading(2, wording.identity)
    for (label, value) in identity.fields(frame, standing: identity.standing) { page.field(label, value) }
    page.endList()
    if !holders.isEmpty {
      page.heading(2, wording.keys)
      page.paragraph(wording.onWhoseWordNote)
      for holder in holders {
        page.paragraph(frame.title(holder))
        for key in holder.keys {
          page.code(wording.joinedClauses([frame.life(of: key), frame.words(of: key)]), key.id.description)
        }
        page.endList()
      }
    }
    page.heading(2, wording.howToObject)
    page.paragraph(frame.objection)
    page.paragraph(frame.text(frame.accord.document.disclaimer))
    frame.writeProof(to: &page, commands: frame.commands("pledgebook report \(identity.id)", format: "md"))
    return page.text
  }
}
