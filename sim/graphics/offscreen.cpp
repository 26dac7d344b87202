#include "graphics/offscreen.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <cstdlib>

#include "core/input_error.hpp"

namespace steppage {
namespace {

void require(bool success, const char* step) {
  if (!success)
    throw InputError(std::string("OpenGL in software does not work here (") + step + "),",
                     "is Mesa installed? apt-get install libgl1-mesa-dri");
}

}  // namespace

// In software even where there is a graphics card: the same picture has the same bytes.
Offscreen::Offscreen() {
  setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
  display_ = eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
  require(display_ != EGL_NO_DISPLAY && eglInitialize(display_, nullptr, nullptr) == EGL_TRUE,
          "no display");
  require(eglBindAPI(EGL_OPENGL_API) == EGL_TRUE, "no OpenGL");
  context_ = eglCreateContext(display_, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, nullptr);
  require(context_ != EGL_NO_CONTEXT &&
              eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_) == EGL_TRUE,
          "no context");
}

// The display belongs to the process and may serve another Offscreen. Terminating it would also
// unload the driver, which then leaves its last bytes behind for good.
Offscreen::~Offscreen() {
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
}

}  // namespace steppage
