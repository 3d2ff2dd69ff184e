#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Time and peak memory of `vnlab run` at a size, for each demo design.

usage: scale.py PROGRAM VMS [DESIGN...]
The scenario is scale.toml beside this file; VMS is rounded up to whole tenants.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

DESIGNS = ["flat", "vxlan", "linkwire", "identity-firewall"]
VMS_PER_TENANT = 25
RACKS = 32
VMS_PER_HOST = 125


def up(dividend, divisor):
    return -(-dividend // divisor)


def scenario(vms, design):
    """The scenario's text for so many VMs under a design."""
    text = pathlib.Path(__file__).with_name("scale.toml").read_text()
    for key, value in [("count", up(vms, VMS_PER_TENANT)),
                       ("hosts_per_rack", up(vms, RACKS * VMS_PER_HOST)),
                       ("use", f'["{design}"]')]:
        text, found = re.subn(rf"(?m)^{key} = .*", f"{key} = {value}", text)
        if found != 1:
            sys.exit(f"scale: scale.toml has {found} lines of {key}")
    return text


def measure(program, text):
    """Elapsed and CPU seconds and peak memory in bytes of a run; ends this program if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "scale.toml")
        file.write_text(text)
        before = os.times()
        run = subprocess.Popen([program, "run", file, "--no-plots", "--out", f"{folder}/out"],
                               stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        if run.returncode != 0:
            sys.exit(f"scale: vnlab ended with status {run.returncode}")
        return (os.times().elapsed - before.elapsed, usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss * 1024)


def main():
    if len(sys.argv) < 3 or not re.fullmatch("[1-9][0-9]*", sys.argv[2]):
        sys.exit(__doc__)
    program, vms = sys.argv[1], up(int(sys.argv[2]), VMS_PER_TENANT) * VMS_PER_TENANT
    print(f"{'design':18}{'VMs':>9}{'elapsed, s':>12}{'CPU, s':>9}{'peak, GB':>10}{'KB per VM':>11}")
    for design in sys.argv[3:] or DESIGNS:
        elapsed, cpu, peak = measure(program, scenario(vms, design))
        print(f"{design:18}{vms:>9}{elapsed:>12.1f}{cpu:>9.1f}{peak / 1e9:>10.2f}"
              f"{peak / 1e3 / vms:>11.1f}", flush=True)
    print("identity-firewall verifies one certificate in a hundred ([identity] verify = 0.01).")


main()
