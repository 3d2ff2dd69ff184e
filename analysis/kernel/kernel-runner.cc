// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/kernel-runner.h"

#include "analysis/kernel/cannot-run-here.h"
#include "analysis/kernel/libbpf-error.h"

#include <algorithm>
#include <array>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <cerrno>
#include <cstring>
#include <linux/bpf.h>
#include <net/if.h>
#include <sched.h>
#include <stdexcept>
#include <system_error>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kMaxOutput = 1 << 17; // more than the longest frame, encapsulated

/// Binds this thread to the CPU on which it is. @return which
size_t
StayOnThisCpu()
{
    int cpu = sched_getcpu();
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (cpu < 0 || sched_setaffinity(0, sizeof(set), &set) != 0)
    {
        FailLibbpf("cannot stay on one CPU", errno);
    }
    return cpu;
}

int
ProgramOf(bpf_object& object)
{
    return bpf_program__fd(bpf_object__next_program(&object, nullptr));
}

bool
IsArray(const vnlab_map& layout)
{
    return layout.type == BPF_MAP_TYPE_ARRAY || layout.type == BPF_MAP_TYPE_PERCPU_ARRAY;
}

} // namespace

KernelRunner::KernelRunner(const HookProgram& program, const std::filesystem::path& objects)
    : KernelRunner(program, std::array{&program}, objects)
{
}

KernelRunner::KernelRunner(const HookProgram& whole,
                           std::span<const HookProgram* const> parts,
                           const std::filesystem::path& objects)
    : m_program(whole),
      m_cpus(libbpf_num_possible_cpus()),
      m_cpu(StayOnThisCpu()),
      m_output(kMaxOutput)
{
    for (const HookProgram* part : parts)
    {
        Load(objects / (std::string(part->name) + ".bpf.o"));
    }
    for (const vnlab_map* layout : whole.maps)
    {
        const int descriptor = FindMap(layout->name);
        if (descriptor < 0)
        {
            FailLibbpf(std::string("no map ") + layout->name, descriptor);
        }
        m_maps.push_back({layout,
                          descriptor,
                          Bytes(layout->max_entries * layout->key_size),
                          Bytes(layout->max_entries * ValueStride(*layout))});
    }
    m_contents = Read();
}

/// Loads an object on top of those before: with their maps, and as the last one's next program.
void
KernelRunner::Load(const std::filesystem::path& path)
{
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) // libbpf would wait for a FIFO
    {
        throw CannotRunHere("there is no " + path.string());
    }
    KeepLibbpfAccount();
    Object object(bpf_object__open(path.c_str()), bpf_object__close);
    if (!object)
    {
        FailLibbpf("cannot open " + path.string(), errno);
    }
    bpf_map* map = nullptr;
    bpf_object__for_each_map(map, object.get())
    {
        const int shared = FindMap(bpf_map__name(map));
        if (shared >= 0 && bpf_map__type(map) != BPF_MAP_TYPE_PROG_ARRAY)
        {
            bpf_map__reuse_fd(map, shared);
        }
    }
    if (int error = bpf_object__load(object.get()))
    {
        FailLibbpf("the kernel does not load " + path.string() + " (needs CAP_BPF, CAP_NET_ADMIN)",
                   error);
    }
    if (!m_objects.empty())
    {
        const uint32_t first = 0;
        const int next = ProgramOf(*object);
        const int chain = bpf_object__find_map_fd_by_name(m_objects.back().get(), "next_program");
        if (int error = bpf_map_update_elem(chain, &first, &next, BPF_ANY))
        {
            FailLibbpf(path.string() + " cannot be the next program", error);
        }
    }
    m_objects.push_back(std::move(object));
}

/// @return descriptor of the first map of this name, or a negative error code
int
KernelRunner::FindMap(const char* name) const
{
    int descriptor = -ENOENT;
    for (size_t i = 0; i < m_objects.size() && descriptor < 0; ++i)
    {
        descriptor = bpf_object__find_map_fd_by_name(m_objects[i].get(), name);
    }
    return descriptor;
}

KernelRunner::~KernelRunner() = default;

const HookProgram&
KernelRunner::Program() const
{
    return m_program;
}

/// The kernel hands over a value for every possible CPU, each padded to 8 bytes.
size_t
KernelRunner::ValueStride(const vnlab_map& layout) const
{
    return layout.type == BPF_MAP_TYPE_PERCPU_ARRAY ? m_cpus * ((layout.value_size + 7) / 8 * 8)
                                                    : layout.value_size;
}

void
KernelRunner::ClearMap(const Map& map, const MapContents& contents) const
{
    uint32_t count = CountEntries(*map.layout, contents);
    if (count > 0 && !IsArray(*map.layout) &&
        bpf_map_delete_batch(map.descriptor, contents.keys.data(), &count, nullptr))
    {
        FailLibbpf(std::string("cannot clear ") + map.layout->name, errno);
    }
}

void
KernelRunner::FillMap(const Map& map, const MapContents& contents) const
{
    const size_t size = map.layout->value_size;
    const size_t stride = ValueStride(*map.layout);
    uint32_t count = CountEntries(*map.layout, contents);
    Bytes values;
    if (stride == size)
    {
        values = contents.values;
    }
    else
    {
        values.resize(count * stride);
        for (size_t i = 0; i < count; ++i)
        {
            std::copy_n(
                &contents.values[i * size], size, &values[i * stride + m_cpu * (stride / m_cpus)]);
        }
    }
    if (count > 0 &&
        bpf_map_update_batch(map.descriptor, contents.keys.data(), values.data(), &count, nullptr))
    {
        FailLibbpf(std::string("cannot fill ") + map.layout->name, errno);
    }
}

void
KernelRunner::Fill(const MapState& contents)
{
    for (size_t i = 0; i < m_maps.size(); ++i)
    {
        if (contents.at(i) != m_contents[i])
        {
            ClearMap(m_maps[i], m_contents[i]);
            FillMap(m_maps[i], contents[i]);
        }
    }
}

MapContents
KernelRunner::Read(Map& map) const
{
    const size_t size = map.layout->value_size;
    const size_t stride = ValueStride(*map.layout);
    uint32_t position = 0;
    uint32_t count = map.layout->max_entries;
    int error = bpf_map_lookup_batch(
        map.descriptor, nullptr, &position, map.keys.data(), map.values.data(), &count, nullptr);
    if (error && error != -ENOENT) // which means that there are no more
    {
        FailLibbpf(std::string("cannot read ") + map.layout->name, error);
    }
    MapContents contents{Bytes(map.keys.begin(), map.keys.begin() + count * map.layout->key_size),
                         {}};
    for (size_t i = 0; i < count; ++i)
    {
        const uint8_t* value = &map.values[i * stride];
        if (stride != size)
        {
            const size_t mine = m_cpu * (stride / m_cpus);
            if (std::any_of(value, value + mine, [](uint8_t byte) { return byte; }) ||
                std::any_of(value + mine + size, value + stride, [](uint8_t byte) { return byte; }))
            {
                throw std::runtime_error(std::string(map.layout->name) +
                                         " was written on another CPU");
            }
            value += mine;
        }
        contents.values.insert(contents.values.end(), value, value + size);
    }
    return Sorted(*map.layout, contents);
}

MapState
KernelRunner::Read()
{
    MapState state;
    for (Map& map : m_maps)
    {
        state.push_back(Read(map));
    }
    return state;
}

HookOutcome
KernelRunner::Run(const HookInput& input)
{
    Fill(*input.maps);
    const TestRun run = RunOnce(
        ProgramOf(*m_objects.front()), m_program.point, input.ifindex, input.frame, m_output);
    m_contents = Read();
    return {run.verdict, Bytes(m_output.begin(), m_output.begin() + run.size), m_contents};
}

void
KernelRunner::Prepare(const MapState& contents)
{
    m_contents = Read();
    Fill(contents);
    m_contents = contents;
}

TestRun
KernelRunner::RunAgain(uint32_t ifindex, const Bytes& frame)
{
    return RunOnce(ProgramOf(*m_objects.front()), m_program.point, ifindex, frame, {});
}

std::vector<uint32_t>
InterfaceIndices()
{
    std::unique_ptr<struct if_nameindex, void (*)(struct if_nameindex*)> list(if_nameindex(),
                                                                              if_freenameindex);
    if (!list)
    {
        FailLibbpf("cannot list the network interfaces", errno);
    }
    std::vector<uint32_t> indices;
    for (const struct if_nameindex* interface = list.get(); interface->if_index; ++interface)
    {
        indices.push_back(interface->if_index);
    }
    std::ranges::sort(indices);
    return indices;
}

} // namespace ns3::vnlab
