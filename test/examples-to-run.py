#! /usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only

# What ns-3's test.py runs of examples/ in an ns-3 tree: (example_name, do_run, do_valgrind_run).
cpp_examples = [
    ("linkwire-whitelist", "True", "True"),
    ("my-own-attack", "True", "True"),
    ("my-own-change", "True", "True"),
    ("my-own-control-plane", "True", "True"),
    ("my-own-design", "True", "True"),
    ("my-own-generator", "True", "True"),
    ("my-own-middlebox", "True", "True"),
    ("my-own-monitor", "True", "True"),
    ("my-own-placement", "True", "True"),
    ("two-hosts-vxlan", "True", "True"),
]

# There are none in Python.
python_examples = []
