// A program that does nothing, for launch_overhead.
int main() {}
