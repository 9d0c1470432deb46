"""Runs aics-witness on loopback around one command: a folder, a log's origin and verifier key, then the command.

The command is run by a shell in which POLICY names a trust policy with the witness. What it prints is handed on.
"""
import os
import socket
import subprocess
import sys
import time

folder, origin, vkey, command = sys.argv[1:5]
program = os.path.join(os.path.dirname(sys.executable), "aics-witness")
os.chdir(folder)
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]


def call(*words):
    done = subprocess.run([program, *words, "--config", "judge.json"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words[0]}: {done.stderr}")
    return done.stdout


key = call("init", "--name", "judge.example/w", "--listen", f"127.0.0.1:{port}", "--db", "judge.db", "--key-file", "judge.key")
key = next(word for word in key.split() if word.startswith("judge.example/w+"))
call("add-log", "--origin", origin, "--vkey", vkey)
with open("judge.policy", "w") as policy:
    policy.write(f"log {vkey}\nwitness judge {key} http://127.0.0.1:{port}\nquorum judge\n")
server = subprocess.Popen([program, "serve", "--config", "judge.json"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    else:
        sys.exit("the witness does not listen")
    environment = dict(os.environ, POLICY=os.path.join(folder, "judge.policy"), URL=f"http://127.0.0.1:{port}")
    sys.exit(subprocess.run(["sh", "-ec", command], env=environment).returncode)
finally:
    server.terminate()
    server.wait()
