internal import CommandLineTools

extension GuidedTour {
  /// Part 1: a real public list as a register of facts, in a demo ledger because the data is unofficial.
  mutating func publicRegister() throws(CommandError) {
    try stage.chapter("1  A public register: the Paris Call of 2018")
    try stage.say(
      """
      The list of states that support the Call, and three companies that press coverage of its launch named, recorded
      from their public source. The Call asks nobody for reports, so nobody here can be late or missing; and who is
      listed from a public source has no key, so nobody can attest in its name. Unofficial, hence a demo ledger.
      """)
    try stage.step(["key", "generate", "keys/keeper", "--no-passphrase"])
    try stage.step(["key", "generate", "keys/log", "--no-passphrase"], show: .first(2))
    try stage.export([("PLEDGEBOOK_LEDGER", "register.db"), ("PLEDGEBOOK_REGISTRAR_KEY", "keys/keeper")])
    try stage.step([
      "init", "--origin", "demo.example/paris-call", "--accord", "accords/paris-call-2018.json", "--log-signing-key",
      "keys/log",
      "--environment", "demo", "--registrar-name", "The reader of this tour",
    ])
    try stage.step(["import", "registers/paris-call-2018.csv"], show: .last(4))
    try stage.step(["report", "state-fra"], show: .first(38))
    try stage.step(["verify"])
  }
}
