#!/usr/bin/env python3
"""Accounts for every dataset that a run over a simulated VO did not find.

    account.py TRUTH.json RUN.jsonl FOUND.jsonl

TRUTH is what `skytrawl simvo --truth` writes, RUN the log (`--log`), FOUND the datasets (`-o found.jsonl`) of
`skytrawl images` with the truth's question. For each dataset that matches the question and was not found, every service that
publishes it must have an outcome that explains why: it was not asked, or did not answer completely. Exit status 1 if one
dataset is not accounted for, or one service of the log has not exactly one outcome.
"""
import collections
import json
import re
import sys
from urllib.parse import urlsplit

EXPLAINS = {"failed", "timed_out", "incomplete", "overflowed", "cancelled", "pruned", "skipped"}


def lines(name):
    with open(name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def canonical(url):
    """A URL in a form that is the same for http and https and any order of parameters."""
    parts = urlsplit(url)
    return (parts.netloc.lower(), parts.path.rstrip("/"), tuple(sorted(filter(None, parts.query.split("&")))))


def main(truth_file, log_file, found_file):
    with open(truth_file, encoding="utf-8") as file:
        truth = json.load(file)
    outcomes = collections.defaultdict(list)
    for event in lines(log_file):
        if event["event"] == "service":
            ivoids = event["ivoid"] if isinstance(event["ivoid"], list) else [event["ivoid"]]
            for ivoid in ivoids:
                outcomes[event["protocol"], ivoid, canonical(event["access_url"])].append(event)
    twice = [key for key, events in outcomes.items() if len({id(e) for e in events}) != 1]
    found = set()
    for record in lines(found_file):
        number = re.search(r"[?&]id=(\d+)\b", record.get("access_url") or "")
        if number:
            found.add(int(number.group(1)))
    publishers = collections.defaultdict(list)
    for service in truth["services"]:
        for dataset in service["matching"]:
            publishers[dataset].append(service)
    reasons = collections.Counter()
    unexplained = []
    missing = sorted(set(truth["matching"]) - found)
    for dataset in missing:
        said = []
        for service in publishers[dataset]:
            events = [
                event
                for ivoid in service["ivoids"]
                for event in outcomes.get((service["protocol"], ivoid, canonical(service["access_url"])), [])
            ]
            said += [explained(event) for event in events] or [None]
        if not said or None in said:
            unexplained.append((dataset, publishers[dataset]))
        else:
            reasons[", ".join(sorted(set(said)))] += 1
    for reason, count in reasons.most_common():
        print(f"{count:6d} missing: {reason}")
    print(f"{len(missing)} of {len(truth['matching'])} matching datasets were not found; "
          f"{len(missing) - len(unexplained)} are accounted for")
    for dataset, services in unexplained:
        names = [f"{s['protocol']} {s['ivoids'][0]} ({s['access_url']})" for s in services]
        print(f"NOT accounted for: dataset {dataset}, which is published by {', '.join(names) or 'nobody'}")
    for key in twice:
        print(f"more than one outcome: {key}")
    return 1 if unexplained or twice else 0


def explained(event):
    """The outcome in a few words if it explains that what the service has was not found, else None."""
    outcome = event["outcome"]
    if outcome in EXPLAINS:
        return outcome + (" " + event["code"] if "code" in event else "")
    return None


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
