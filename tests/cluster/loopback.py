"""A real SLURM of two nodes on this machine, reachable from it only, in a folder of its own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Debian's packages: slurm-wlm (slurmctld, slurmd, slurm-client) and munge.
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scancel", "scontrol")
NODES = ("n1", "n2")
_PATH = f"{os.environ['PATH']}{os.pathsep}/usr/sbin{os.pathsep}/sbin"
_SECONDS = 30

# Jobs are told apart by process alone (linuxproc), so that neither cgroups nor systemd are needed.
# There is no accounting database: finished jobs are kept for an hour, and squeue tells of them.
_CONFIGURATION = """\
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmctldPort={controller}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MinJobAge=3600
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SlurmdParameters=config_overrides
ReturnToService=2
MpiDefault=none
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool.%n
SlurmdPidFile={folder}/slurmd.%n.pid
SlurmdLogFile={folder}/slurmd.%n.log
SlurmctldPidFile={folder}/slurmctld.pid
SlurmctldLogFile={folder}/slurmctld.log
{nodes}
PartitionName=main Nodes={names} Default=YES MaxTime=INFINITE State=UP
"""


def absent() -> str:
    """Why there can be no SLURM here; empty where there can."""
    missing = [name for name in PROGRAMS if shutil.which(name, path=_PATH) is None]
    if missing:
        return f"SLURM is not installed ({', '.join(missing)}): apt-get install slurm-wlm munge"
    return "" if os.geteuid() == 0 else "the daemons of SLURM start as root only"


@contextmanager
def slurm(folder: Path, memory: int = 6000) -> Iterator[dict[str, str]]:
    """Start the daemons, and stop them afterwards.

    Parameters
    ----------
    folder
        For their state, keys and logs; short, since a socket's path may have 107 signs.
    memory
        Of each node, in MB.

    Returns
    -------
    dict
        The environment in which `sbatch` and the others find them.
    """
    for name in ("state", *(f"spool.{node}" for node in NODES)):
        (folder / name).mkdir(parents=True, mode=0o755)
    folder.chmod(0o755)
    _configure(folder, memory)
    path = f"{folder / 'bin'}{os.pathsep}{_PATH}"
    environment = {**os.environ, "PATH": path, "SLURM_CONF": str(folder / "slurm.conf")}
    running: list[subprocess.Popen[bytes]] = []
    try:
        # munge refuses a socket below a folder that others may write; --force says it is known.
        places = {
            "key-file": "munge.key",
            "socket": "munge.socket",
            "pid-file": "munge.pid",
            "log-file": "munge.log",
            "seed-file": "munge.seed",
        }
        options = [f"--{name}={folder / place}" for name, place in places.items()]
        running.append(_start(["munged", "--foreground", "--force", *options], environment))
        _wait(lambda: (folder / "munge.socket").exists(), "munged did not start")
        running.append(_start(["slurmctld", "-D", "-i"], environment))
        running += [_start(["slurmd", "-D", "-N", node], environment) for node in NODES]
        _wait(lambda: _idle(environment) == len(NODES), "the nodes did not become idle")
        yield environment
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _configure(folder: Path, memory: int) -> None:
    host = socket.gethostname()
    controller, *ports = _free_ports(1 + len(NODES))
    nodes = [
        f"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} CPUs=1 "
        f"RealMemory={memory}"
        for node, port in zip(NODES, ports, strict=True)
    ]
    text = _CONFIGURATION.format(
        host=host,
        folder=folder,
        controller=controller,
        nodes="\n".join(nodes),
        names=",".join(NODES),
    )
    place = folder / "slurm.conf"
    place.write_text(text, encoding="utf-8")
    # The executor takes what begins with SLURM_ out of the environment of a job.
    srun = folder / "bin/srun"
    srun.parent.mkdir()
    srun.write_text(f'#!/bin/sh\nSLURM_CONF={place} exec {shutil.which("srun")} "$@"\n')
    srun.chmod(0o755)
    (folder / "munge.key").write_bytes(os.urandom(128))
    (folder / "munge.key").chmod(0o400)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _start(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    program = shutil.which(command[0], path=_PATH)
    assert program is not None
    return subprocess.Popen(
        [program, *command[1:]],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _idle(environment: dict[str, str]) -> int:
    said = subprocess.run(
        ["sinfo", "--noheader", "--Node", "--states=idle", "--format=%N"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return len(said.stdout.split())


def _wait(ready, otherwise: str) -> None:
    end = time.monotonic() + _SECONDS
    while not ready():
        if time.monotonic() > end:
            raise AssertionError(otherwise)
        time.sleep(0.1)
