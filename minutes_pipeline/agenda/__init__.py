"""The agenda room: reads the 次第, tells what sitting this is, puts utterances under items."""
