import CommandLineTools
import Files
import Pledges

/// A form that somebody filled in, as a file.
struct FormFile {
  let path: FilePath
  private let sheet: FormSheet
  /// Whom and what it was made for.
  let head: FormSheet.Head

  static func read(_ path: FilePath) throws(CommandError) -> FormFile {
    let bytes = try readInput(path, limit: FormSheet.maximumByteCount)
    guard !bytes.starts(with: "# ".utf8) else {
      throw .usage(
        "not-a-form", "\(path.inputName) is a form in Markdown, which is for reading and printing and is not read back",
        hint: "fill in a form in CSV or JSON: pledgebook form SIGNATORY --period P --format csv --out FILE")
    }
    let sheet = FormSheet(bytes)
    guard let head = sheet.head else { throw malformed(path, sheet.faults) }
    return FormFile(path: path, sheet: sheet, head: head)
  }

  /// What it says, as options would; or every fault of it.
  func claims(
    _ session: borrowing Session, _ state: LedgerState, at now: Instant
  ) throws(CommandError) -> ClaimOptions {
    let form: AttestationForm
    do throws(Refusal) {
      form = try AttestationForm(of: head.signatory, head.period, in: state, at: now)
    } catch {
      throw CommandError(error)
    }
    var answers = FormAnswers(sheet, to: form)
    let options = try ClaimOptions(&answers, session)
    guard answers.faults.isEmpty else { throw Self.malformed(path, answers.faults) }
    return options
  }

  private static func malformed(_ path: FilePath, _ faults: Register.Faults) -> CommandError {
    CommandError(
      code: "form.malformed", message: "\(path.inputName) cannot be taken as it is; nothing was written",
      faults: faults.faults, upTo: .max,
      hint: faults.hint ?? "mend what is named and leave the rest as it is; pledgebook form makes a new one",
      exit: .usage)
  }
}
