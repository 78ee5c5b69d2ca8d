window.BENCHMARK_DATA = {
  "lastUpdate": 1574927128603,
  "repoUrl": "https://github.com/example/project",
  "entries": {
    "Rust": [
      {"commit": {"author": {"name": "a"}, "id": "aaa111", "message": "one", "timestamp": "2026-11-20T10:00:00Z", "url": "u"}, "date": 1574927128603, "tool": "cargo", "benches": [{"name": "fib_10", "value": 135, "range": "± 24", "unit": "ns/iter"}]},
      {"commit": {"author": {"name": "a"}, "id": "bbb222", "message": "two", "timestamp": "2026-11-21T10:00:00Z", "url": "u"}, "date": 1574927129603, "tool": "cargo", "benches": [{"name": "fib_10", "value": 137.5, "range": "± 20", "unit": "ns/iter"}]}
    ]
  }
}
