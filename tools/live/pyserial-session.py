"""A session of a host program that uses pyserial, over any of its URLs.

Arguments: the URL, the embedded broker's address as the module sees it, and
the seconds that one answer may take. Ends with 0 and one line of what it saw.
"""

import sys

import serial

url, broker, timeout = sys.argv[1], sys.argv[2], float(sys.argv[3])
has_settings = url.startswith("rfc2217://")
every_byte = bytes(range(256))
port = serial.serial_for_url(url, baudrate=115200, timeout=timeout)


def until(end):
    heard = port.read_until(end)
    if not heard.endswith(end):
        sys.exit(f"{end!r} did not come; what came was {heard!r}")
    return heard


def ask(command, end=b"\r\nOK\r\n"):
    port.write(command.encode() + b"\r\n")
    return until(end)


def echo_every_byte():
    """All byte values go out in a publish and come back in its message."""
    ask(f'AT+MQTTPUBRAW=0,"echo",{len(every_byte)},0,0', b">")
    port.write(every_byte)
    until(b"+MQTTPUB:OK\r\n")
    until(f'+MQTTSUBRECV:0,"echo",{len(every_byte)},'.encode())
    heard = port.read(len(every_byte))
    if heard != every_byte:
        sys.exit(f"not the bytes that went out: {heard!r}")
    until(b"\r\n")


def resynchronise():
    """A line nobody can have understood, and then one that is."""
    port.write(b"\r\n")
    ask("AT")


def change(command, **settings):
    """Sets the module and then the port."""
    ask(command)
    for name, value in settings.items():
        setattr(port, name, value)
    ask("AT")


ask("AT")
ask('AT+CWJAP="twin","12345678"')
ask('AT+MQTTUSERCFG=0,1,"pyserial","","",0,0,""')
ask(f'AT+MQTTCONN=0,"{broker}",1883,0')
ask('AT+MQTTSUB=0,"echo",1')
ask('AT+MQTTPUB=0,"reading","17",1,0')
echo_every_byte()
shown = ["joined, connected, QoS 1 published"]

for baud in (921600, 9600, 115200):
    change(f"AT+UART_CUR={baud},8,1,0,0", baudrate=baud)
    echo_every_byte()
shown.append("256 byte values there and back at 115200, 921600, 9600 and 115200")

if has_settings:
    port.baudrate = 9600
    port.write(b"AT\r\n" * 3)
    port.flush()
    port.baudrate = 115200
    resynchronise()
    change("AT+UART_CUR=115200,8,1,2,0", parity=serial.PARITY_EVEN)
    echo_every_byte()
    change("AT+UART_CUR=115200,8,3,1,0", parity=serial.PARITY_ODD, stopbits=2)
    echo_every_byte()
    change("AT+UART_CUR=115200,8,1,0,3", parity=serial.PARITY_NONE, stopbits=1, rtscts=True)
    echo_every_byte()
    change("AT+UART_CUR=115200,8,1,0,0", rtscts=False)
    port.send_break(0.01)
    resynchronise()
    for state in (False, True):
        port.dtr = port.rts = state
    if not (port.cts and port.dsr and port.cd) or port.ri:
        sys.exit("the modem lines are not as a module has them")
    ask("AT")
    shown.append("parity even and odd, 2 stop bits, RTS/CTS, break, DTR and RTS, modem lines")

port.write(b"AT+GMR\r\n")
until(b"\r\n")
port.reset_input_buffer()
port.reset_output_buffer()
resynchronise()
for _ in range(3):
    port.close()
    port.open()
    resynchronise()
shown.append("purged, closed and opened 3 times")
port.close()
print(f"{'; '.join(shown)}; pyserial {serial.VERSION}")
