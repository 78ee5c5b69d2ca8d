"""What a command costs: time by the clock and of its processors, and the peak memory."""
import resource, subprocess, sys, time


def processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command, good=(0,)):
    """Seconds by the clock, and of processors; ends the program when the command ends badly."""
    began, used = time.monotonic(), processor_time()
    status = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    if status not in good:
        sys.exit(f"{' '.join(map(str, command))}: ended with status {status}")
    return time.monotonic() - began, processor_time() - used


def peak_memory(command):
    """In bytes, of a process whose only child it is."""
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return 1024 * int(subprocess.run([sys.executable, "-c", code, *command], stdout=subprocess.PIPE).stdout)
