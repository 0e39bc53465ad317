namespace Benchmarks;

/// <summary>The peers that are installed, each with one thread and with two.</summary>
internal sealed class Peers : IDisposable
{
    private readonly List<PythonPeer> running = [];

    /// <summary>What is not there, in words; named, not ignored.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>What is there, with its version.</summary>
    public IEnumerable<string> Present =>
        running.Select(peer => $"{peer.Library} {peer.Version}").Distinct();

    public Peers()
    {
        foreach (string library in new[] { "numpy", "torch" })
        foreach (int threads in new[] { 1, 2 })
            if (PythonPeer.Start(library, threads) is { } peer)
                running.Add(peer);
            else if (threads == 1)
                Missing.Add($"{library} (Debian: python3-{library})");
        if (!OpenBlas.IsThere)
            Missing.Add("OpenBLAS (Debian: libopenblas0-pthread)");
    }

    /// <summary>The contestants that do a case of peer.py.</summary>
    public IEnumerable<Contestant> Of(string libraries, string work) =>
        running
            .Where(peer => libraries.Split(' ').Contains(peer.Library))
            .Select(peer => new Contestant(
                peer.Library,
                count => peer.Ask($"time {count} {work}"),
                () => peer.Ask($"check {work}")
            ));

    public void Dispose() => running.ForEach(peer => peer.Dispose());
}
