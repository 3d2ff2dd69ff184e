// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INPUT_ERROR_H
#define VNLAB_INPUT_ERROR_H

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// How many problems of an input are told; of the others, only how many they are.
inline constexpr size_t kMostProblems = 50;

/// One thing that is wrong in an input, with its place. line and column count from 1; 0 is unknown.
struct Diagnostic
{
    std::string file;
    uint32_t line{0};
    uint32_t column{0};
    std::string message; ///< what was found and what is accepted

    /// @return "file:line:column: message", leaving out what is unknown
    std::string ToString() const;
};

/**
 * @brief Bad input: what is wrong with it, found before anything was built.
 *
 * Has kMostProblems diagnostics at most, and each has at most 1,000 characters: an input in which
 * everything is wrong is told in a page. what() has one diagnostic a line. The program ends with exit
 * status 2.
 */
class InputError : public std::runtime_error
{
  public:
    /// @param more problems beside those
    explicit InputError(const std::vector<Diagnostic>& diagnostics, size_t more = 0);

    const std::vector<Diagnostic>& Diagnostics() const;

    /// @return how many problems are not among them
    size_t More() const;

    /// @return what to show: a line for each diagnostic, and one for those that are left out
    std::vector<std::string> Lines() const;

  private:
    std::vector<Diagnostic> m_diagnostics;
    size_t m_more;
};

} // namespace ns3::vnlab

#endif // VNLAB_INPUT_ERROR_H
