// OpenGL in software: needs no display and no graphics card.
#pragma once

namespace steppage {

/// While it lives, OpenGL works on the thread that made it.
class Offscreen {
 public:
  Offscreen();
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;

 private:
  void* display_;
  void* context_;
};

}  // namespace steppage
