import CommandLineTools

/// Every command: what it takes and what it does. Names are a contract; add freely, rename nothing.
enum CommandCatalogue {
  struct Entry: Sendable {
    let definition: CommandDefinition
    let run: @Sendable (inout Session) throws(CommandError) -> ExitStatus
  }

  static let entries: [Entry] = [
    Entry(definition: DemoCommand.definition, run: DemoCommand.run),
    Entry(definition: BenchCommand.definition, run: BenchCommand.run),
    Entry(definition: BenchBuildCommand.definition, run: BenchBuildCommand.run),
    Entry(definition: InitCommand.definition, run: InitCommand.run),
    Entry(definition: KeyGenerateCommand.definition, run: KeyGenerateCommand.run),
    Entry(definition: KeyShowCommand.definition, run: KeyShowCommand.run),
    Entry(definition: KeyRegisterCommand.definition, run: KeyRegisterCommand.run),
    Entry(definition: KeyRotateCommand.definition, run: KeyRotateCommand.run),
    Entry(definition: KeyRevokeCommand.definition, run: KeyRevokeCommand.run),
    Entry(definition: AccordCheckCommand.definition, run: AccordCheckCommand.run),
    Entry(definition: AccordPublishCommand.definition, run: AccordPublishCommand.run),
    Entry(definition: AccordShowCommand.definition, run: AccordShowCommand.run),
    Entry(definition: JoinCommand.definition, run: JoinCommand.run),
    Entry(definition: UpdateCommand.definition, run: UpdateCommand.run),
    Entry(definition: WithdrawCommand.definition, run: WithdrawCommand.run),
    Entry(definition: SubscribeCommand.definition, run: SubscribeCommand.run),
    Entry(definition: UnsubscribeCommand.definition, run: UnsubscribeCommand.run),
    Entry(definition: SuspendCommand.definition, run: SuspendCommand.run),
    Entry(definition: ReinstateCommand.definition, run: ReinstateCommand.run),
    Entry(definition: DelistCommand.definition, run: DelistCommand.run),
    Entry(definition: ExtendCommand.definition, run: ExtendCommand.run),
    Entry(definition: ImportCommand.definition, run: ImportCommand.run),
    Entry(definition: AttestCommand.definition, run: AttestCommand.run),
    Entry(definition: PartyAdmitCommand.definition, run: PartyAdmitCommand.run),
    Entry(definition: ReviewPublishCommand.definition, run: ReviewPublishCommand.run),
    Entry(definition: ReviewWithdrawCommand.definition, run: ReviewWithdrawCommand.run),
    Entry(definition: ChallengeOpenCommand.definition, run: ChallengeOpenCommand.run),
    Entry(definition: ChallengeRespondCommand.definition, run: ChallengeRespondCommand.run),
    Entry(definition: ChallengeResolveCommand.definition, run: ChallengeResolveCommand.run),
    Entry(definition: ChallengeWithdrawCommand.definition, run: ChallengeWithdrawCommand.run),
    Entry(definition: CheckEvidenceCommand.definition, run: CheckEvidenceCommand.run),
    Entry(definition: SignCommand.definition, run: SignCommand.run),
    Entry(definition: SubmitCommand.definition, run: SubmitCommand.run),
    Entry(definition: VerifyCommand.definition, run: VerifyCommand.run),
    Entry(definition: ReportCommand.definition, run: ReportCommand.run),
    Entry(definition: ExplainCommand.definition, run: ExplainCommand.run),
    Entry(definition: OverviewCommand.definition, run: OverviewCommand.run),
    Entry(definition: DiffCommand.definition, run: DiffCommand.run),
    Entry(definition: ShowCommand.definition, run: ShowCommand.run),
    Entry(definition: LogCommand.definition, run: LogCommand.run),
    Entry(definition: StatusCommand.definition, run: StatusCommand.run),
    Entry(definition: BackupCommand.definition, run: BackupCommand.run),
    Entry(definition: ExportCommand.definition, run: ExportCommand.run),
    Entry(definition: RestoreCommand.definition, run: RestoreCommand.run),
    Entry(definition: RegistrarUpdateCommand.definition, run: RegistrarUpdateCommand.run),
    Entry(definition: LogKeysRotateCommand.definition, run: LogKeysRotateCommand.run),
    Entry(definition: LogKeysUseCommand.definition, run: LogKeysUseCommand.run),
    Entry(definition: CheckpointCommand.definition, run: CheckpointCommand.run),
    Entry(definition: ProofCommand.definition, run: ProofCommand.run),
    Entry(definition: CheckProofCommand.definition, run: CheckProofCommand.run),
    Entry(definition: PublishCommand.definition, run: PublishCommand.run),
    Entry(definition: MirrorCommand.definition, run: MirrorCommand.run),
    Entry(definition: MonitorCommand.definition, run: MonitorCommand.run),
    Entry(definition: CompareCommand.definition, run: CompareCommand.run),
    Entry(definition: RedactCommand.definition, run: RedactCommand.run),
    Entry(definition: CompletionCommand.definition, run: CompletionCommand.run),
  ]

  static let tree = CommandTree(
    program: "pledgebook",
    summary: "An audit ledger for public pledges: who promised what, who said what about keeping it",
    globals: [
      .value("ledger", "PATH", help: "the ledger (default: PLEDGEBOOK_LEDGER, else Ledger/ledger.db)"),
      .flag("json", help: "results as one JSON document"),
      .flag("replay", help: "read every entry, also where a snapshot of the ledger would spare it"),
      .flag("quiet", help: "no notes and no progress"),
      .choice("color", ["auto", "always", "never"], help: "colour (default: auto)"),
    ],
    commands: entries.map(\.definition))
}
