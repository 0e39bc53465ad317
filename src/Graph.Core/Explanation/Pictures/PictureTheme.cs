namespace FunctionalGrad;

/// <summary>The colours of a drawn picture.</summary>
public enum PictureTheme
{
    /// <summary>Light or dark as the reader prefers, and light in print.</summary>
    Auto,

    /// <summary>Dark ink on white.</summary>
    Light,

    /// <summary>Light ink on black; in print as <see cref="Light"/>.</summary>
    Dark,
}
