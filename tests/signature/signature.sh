#!/usr/bin/env bash
# Prints the hash of what a build of the program answers: three firms and a model of every word of
# the first version, at three seeds, and the operations that use the words of the second; and event
# logs. Any build, on any number of threads, must print the same. Mechanisms are off in all of them.
#
#   signature.sh PROGRAM THREADS          a quarter of a minute
#   signature.sh PROGRAM THREADS short    one seed and few hours, for builds that are slow to run
set -euo pipefail
program=$1
threads=$2
kind=${3-}
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The event log of one short replication.
event_log() {
    "$program" run "$1" --clients 5 --replications 1 --hours 80 --warm-up 10 --threads "$threads" \
        --quiet --log "$scratch/log.csv" >"$scratch/page"
    cat "$scratch/log.csv"
}
answers() {
    local model seed
    for seed in 1 2 3; do
        for model in "$source_folder"/tests/signature/{agency,consulting,e-commerce,every_word}.yaml; do
            "$program" sweep "$model" --clients 20,60 --replications 3 --hours 160 --warm-up 40 \
                --seed "$seed" --threads "$threads" --quiet --json -
        done
        # Here warm-up, length and the number of replications are chosen by what was simulated.
        "$program" run "$source_folder/tests/signature/one_team.yaml" --clients 50 --precision 8% \
            --seed "$seed" --threads "$threads" --quiet --json -
    done
    for model in "$source_folder"/tests/operations/*.yaml; do
        "$program" run "$model" --clients 30 --replications 1 --hours 160 --warm-up 40 \
            --threads "$threads" --quiet --json -
        event_log "$model"
    done
    event_log "$source_folder/tests/signature/every_word.yaml"
}
short_answers() {
    local model
    for model in "$source_folder"/tests/signature/{agency,consulting,e-commerce,every_word}.yaml \
        "$source_folder"/tests/operations/*.yaml; do
        "$program" run "$model" --clients 5 --replications 1 --hours 40 --warm-up 10 \
            --threads "$threads" --quiet --json -
    done
    "$program" sweep "$source_folder/tests/signature/one_team.yaml" --clients 10,20 --replications 2 --hours 40 \
        --warm-up 10 --threads "$threads" --quiet --json -
    event_log "$source_folder/tests/signature/every_word.yaml"
}

"${kind:+${kind}_}answers" | sha256sum | cut -d' ' -f1
