"""az-rig's resident az, which has sent requests before it forks for a command: what az loads and remembers at its first
request is then there for each. Usage: rig-azd.py AZ-RIG, in the environment of setup.sh, with its fake of Azure running."""
import contextlib
import gc
import io
import os
import runpy
import sys

GROUP = '/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/warm'
COMMANDS = (
    'group create --name warm --location westeurope',
    f'resource show --ids {GROUP} --api-version 2025-04-01 --query id --output tsv',
    f'rest --method get --url {GROUP}?api-version=2025-04-01 --query id --output tsv',
    'version --output tsv',
)
freeze = gc.freeze


def send_first():
    from azure.cli.core import get_default_cli
    for command in COMMANDS:
        with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            get_default_cli().invoke(command.split())
    gc.collect()
    freeze()


# the last thing that azd.py does before it waits for commands
gc.freeze = send_first
sys.path.insert(0, sys.argv[1])
runpy.run_path(os.path.join(sys.argv[1], 'azd.py'), run_name='__main__')
