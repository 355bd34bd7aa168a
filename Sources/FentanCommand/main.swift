print("fentan")
