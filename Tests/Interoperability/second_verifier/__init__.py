"""A second verifier of Pledgebook ledgers, written from Documentation/Format.md and StatusRules.md alone.

It shares no code with the product and needs Python 3.11 and `cryptography`, nothing else. Each file has one subject:
`encoding` and `publickeys` the primitives, `forms`, `accord` and `statements` what a statement may look like, `keys`,
`ledger`, `membership`, `periods` and `chains` what the entries add up to, `rules` and its two companions what is
refused, `texts` the detached words, `replay` the stages, `log` tree and checkpoints, `carriers` where ledgers are read
from, `status` and `standing` the status rules.
"""
