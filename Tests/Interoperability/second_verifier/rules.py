"""Admission: every rule, in the order in which they are asked. Format §11"""
from second_verifier import rules_filings, rules_keys, rules_members
from second_verifier.admission import Question, ask_removed, ask_subjects
from second_verifier.ledger import Act

RULES = rules_keys.RULES | rules_members.RULES | rules_filings.RULES


def admit(state, statement, signers, index, recorded, leaf, origin):
    """The act that an entry is, or `Refused` with the first rule that it breaks."""
    question = Question(state, statement, tuple(signers), index, recorded)
    ask_subjects(question, origin)
    ask_removed(question)
    RULES[statement.kind](question)
    keys, actor = state.keys, question.actor
    return Act(
        index=index, recorded=recorded, kind=statement.kind, predicate=statement.predicate, leaf=leaf,
        signers=tuple(signers), keys=tuple(statement.keys), actor=actor,
        own=keys.signers_of(actor, signers) if actor else (),
        threshold=keys.threshold(actor, recorded) if actor else 1,
        recovery=question.recovery(),
        by_registrar=question.by_registrar,
        rests_on=rules_keys.rests_on(question) if statement.kind == "key.recover" else (),
    )  # fmt: skip
