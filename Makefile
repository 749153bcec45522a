# The index of commands. Each is one line; the work is in scripts/.
.PHONY: demo run check test nightly bench screenshots translations lint format vendor requirements doctor
demo:         ; @scripts/demo          # a fictional post on http://127.0.0.1:8000, accounts printed
run:          ; @scripts/run           # a real, empty post; its first page makes the administrator
check:        ; @scripts/check         # linters and fast tests
test:         ; @scripts/test          # everything but the nightly tests
nightly:      ; @scripts/test --nightly
bench:        ; @scripts/bench         # figures, printed with what they were measured on
screenshots:  ; @scripts/screenshots   # the pictures of docs/screenshots again, from a fresh demonstration
translations: ; @scripts/translate    # collect sentences, count what is missing, compile
lint:         ; @scripts/lint
format:       ; @scripts/lint --fix    # repair what a machine may repair
doctor:       ; @scripts/doctor       # what this machine has and lacks, and what helps
vendor:       ; @scripts/vendor        # fetch the vendored files of static/ again
requirements: ; @scripts/compile       # pin pyproject.toml's dependencies with hashes
