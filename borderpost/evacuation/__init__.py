"""Leaving a post for good or for a while: everything sealed into one file, the machine wiped, and
the same machine again elsewhere.

``leaving`` takes the post away, ``returning`` brings it back, ``codes`` makes the code that
opens what was taken, ``notice`` says why a machine that was left does not answer.
"""
