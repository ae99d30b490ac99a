"""az-rig's azd-client.py, with nothing imported but what Python has built in: the imports took longer than all else."""
import os
import sys
from _json import encode_basestring_ascii as text
from _socket import AF_UNIX, SCM_RIGHTS, SOCK_STREAM, SOL_SOCKET, socket

argv = ','.join(text(one) for one in sys.argv[1:])
env = ','.join(f'{text(name)}:{text(value)}' for name, value in os.environ.items())
message = f'{{"argv":[{argv}],"cwd":{text(os.getcwd())},"env":{{{env}}}}}'.encode()
message = len(message).to_bytes(4, 'big') + message
mine = b''.join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))

resident = socket(AF_UNIX, SOCK_STREAM)
resident.connect(os.environ['RIG'] + '/azd.sock')
sent = resident.sendmsg([message], [(SOL_SOCKET, SCM_RIGHTS, mine)])
if sent < len(message):
    resident.sendall(message[sent:])
answer = resident.recv(4)
sys.exit(int.from_bytes(answer, 'big', signed=True) if len(answer) == 4 else 1)
